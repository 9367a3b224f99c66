using ImageRetrieval.Evaluation.Images;
using ImageRetrieval.Evaluation.Measures;

namespace ImageRetrieval.Evaluation.Report;

/// <summary>One model on one set; null where a figure was not measured.</summary>
internal sealed record ResultRow(LabelledSet Set, string Model, Quality Quality)
{
    public int Unreadable { get; init; }

    public int? Dimension { get; init; }

    /// <summary>Recall@10 at each of the options' efSearch.</summary>
    public IReadOnlyList<double>? IndexRecalls { get; init; }

    public double? DecodeMs { get; init; }

    public double? EmbedMs { get; init; }

    public double? RequestMs { get; init; }
}
