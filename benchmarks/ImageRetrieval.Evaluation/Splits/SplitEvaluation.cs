using ImageRetrieval.Evaluation.Local;

namespace ImageRetrieval.Evaluation.Splits;

/// <summary>Judges both rankings on every set with every model, by splits.</summary>
internal static class SplitEvaluation
{
    /// <exception cref="EvaluationException">A list or its images cannot be used.</exception>
    internal static async Task RunAsync(SplitOptions options, TextWriter output, CancellationToken token)
    {
        var sets = await EmbeddedSet.MakeAsync(options.Lists.Read(), options.Models, token);
        var rows = new List<SplitRow>();
        foreach (var set in sets)
        {
            foreach (var regime in Enum.GetValues<SplitRegime>())
                rows.AddRange(set.Models.Select(model => Row(set, model, regime, options, token)));
        }
        await options.Report.WriteAsync(SplitReport.Write(rows, options), output, token);
    }

    private static SplitRow Row(EmbeddedSet set, ModelVectors model, SplitRegime regime, SplitOptions options, CancellationToken token)
    {
        var seed = options.Report.Seed;
        var answers = SplitJudging.Run(set.Set, model.Vectors, Split.Make(set.Set, regime, seed), seed, options.Models.Threads, token);
        return answers.Count > 0
            ? SplitRow.Of(set.Set.Name, regime, model.Model, answers, options.Resamples, seed)
            : throw new EvaluationException($"The list '{set.Set.Name}' has no label with two images that can be read: there is nothing to find.");
    }
}
