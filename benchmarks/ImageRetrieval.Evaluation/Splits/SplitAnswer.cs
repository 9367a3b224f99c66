using ImageRetrieval.Evaluation.Measures;

namespace ImageRetrieval.Evaluation.Splits;

/// <summary>One query in both rankings of the same collection.</summary>
/// <param name="Query">Its place in the set.</param>
/// <param name="Label">What it shows.</param>
/// <param name="Cosine">By cosine.</param>
/// <param name="Context">In the order of the context.</param>
internal sealed record SplitAnswer(int Query, string Label, QueryQuality Cosine, QueryQuality Context)
{
    /// <summary>Average precision by context less that by cosine.</summary>
    internal double Gain => Context.AveragePrecision.Lower - Cosine.AveragePrecision.Lower;
}
