using ImageRetrieval.Evaluation.Local;

namespace ImageRetrieval.Evaluation.Rejection;

/// <summary>Measures rejection on every set with every model, and on all sets together.</summary>
internal static class RejectionEvaluation
{
    /// <exception cref="EvaluationException">A list or its images cannot be used.</exception>
    internal static async Task RunAsync(RejectionOptions options, TextWriter output, CancellationToken token)
    {
        List<EmbeddedSet> sets = [.. await EmbeddedSet.MakeAsync(options.Lists.Read(), options.Models, token)];
        if (sets.Count > 1)
            sets.Add(EmbeddedSet.Merge(sets));
        var seed = options.Report.Seed;
        var rows = new List<RejectionRow>();
        foreach (var set in sets)
        {
            var splits = AbsenceSplit.Make(set.Set, seed);
            rows.AddRange(set.Models.Select(model => RejectionJudging.Run(set.Set.Name, model.Model, model.Vectors, splits, seed, token)));
        }
        await options.Report.WriteAsync(RejectionReport.Write(rows, options), output, token);
    }
}
