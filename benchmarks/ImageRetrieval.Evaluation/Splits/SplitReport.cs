using System.Globalization;
using ImageRetrieval.Evaluation.Report;
using static ImageRetrieval.Evaluation.Report.MarkdownTable;

namespace ImageRetrieval.Evaluation.Splits;

/// <summary>The rankings' table.</summary>
internal static class SplitReport
{
    internal static string Write(IReadOnlyList<SplitRow> rows, SplitOptions options) =>
        ReportHead.Begin("Rankings by cosine and by context", Notes(options)).AppendTable(rows, Columns()).ToString();

    private static IEnumerable<string> Notes(SplitOptions options) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"SPLIT: a third of each label are queries that are not in the collection, three times, so that each image is a query once (seed {options.Report.Seed}). What a ranking knows of the collection is computed of the other two thirds."),
        "Relevant: 'all' that are not queries; 'one of each label': the collection has one image of every label; 'one of its own': the collection has one image of the query's label and all of the others.",
        string.Create(CultureInfo.InvariantCulture, $"Gain: mean difference of average precision, query by query; its 95 % interval by a bootstrap over labels and their queries ({options.Resamples} resamples)."),
        "Both rankings are the product's: a published snapshot of the collection is opened and asked, exactly (no graph).",
    ];

    private static IEnumerable<Column<SplitRow>> Columns() =>
    [
        new("set", row => row.Set, Right: false),
        new("relevant", row => NameOf(row.Regime), Right: false),
        new("model", row => row.Model, Right: false),
        new("queries", row => Text(row.Cosine.Queries)),
        new("mAP cosine", row => Text(row.Cosine.MeanAveragePrecision.Lower, "F4")),
        new("mAP context", row => Text(row.Context.MeanAveragePrecision.Lower, "F4")),
        new("gain", row => Signed(row.Gain)),
        new("95 % interval", row => $"{Signed(row.GainInterval.Low)} … {Signed(row.GainInterval.High)}"),
        new("precision@10 cosine", row => Text(row.Cosine.PrecisionAt10, "F4")),
        new("context", row => Text(row.Context.PrecisionAt10, "F4")),
        new("recall@1 cosine", row => Text(row.Cosine.RecallAt1, "F4")),
        new("context", row => Text(row.Context.RecallAt1, "F4")),
    ];

    private static string NameOf(SplitRegime regime) => regime switch
    {
        SplitRegime.AllRelevant => "all",
        SplitRegime.OneOfEachLabel => "one of each label",
        _ => "one of its own",
    };
}
