using ImageRetrieval.Evaluation.Measures;

namespace ImageRetrieval.Evaluation.Splits;

/// <summary>One model on one set in one regime: both rankings and their difference.</summary>
internal sealed record SplitRow(string Set, SplitRegime Regime, string Model, Quality Cosine, Quality Context, double Gain, Interval GainInterval)
{
    /// <param name="set">The set's name.</param>
    /// <param name="regime">What the queries could find.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="answers">At least one.</param>
    /// <param name="resamples">Of the interval.</param>
    /// <param name="seed">Of the interval.</param>
    internal static SplitRow Of(string set, SplitRegime regime, string model, IReadOnlyList<SplitAnswer> answers, int resamples, int seed)
    {
        List<double[]> byLabel = [.. answers.GroupBy(answer => answer.Label, answer => answer.Gain).Select(label => label.ToArray())];
        return new SplitRow(
            set, regime, model,
            Quality.Of([.. answers.Select(answer => (QueryQuality?)answer.Cosine)]),
            Quality.Of([.. answers.Select(answer => (QueryQuality?)answer.Context)]),
            answers.Average(answer => answer.Gain),
            PairedBootstrap.Of(byLabel, resamples, seed));
    }
}
