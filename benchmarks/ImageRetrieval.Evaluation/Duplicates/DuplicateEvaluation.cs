using ImageRetrieval.Evaluation.Edits;

namespace ImageRetrieval.Evaluation.Duplicates;

/// <summary>Hides copies in every set and measures every way to find them.</summary>
internal static class DuplicateEvaluation
{
    /// <summary>The share of pairs that must be right.</summary>
    internal const double Precision = 0.99;

    /// <exception cref="EvaluationException">A list or its images cannot be used.</exception>
    internal static async Task RunAsync(DuplicateOptions options, TextWriter output, CancellationToken token)
    {
        var sets = options.Lists.Read();
        var models = await options.Models.LoadAsync(token);
        try
        {
            var rows = new List<DuplicateRow>();
            foreach (var set in sets)
            {
                var copies = await HiddenCopies.MakeAsync(set, models, options.Pictures, options.Report.Seed, options.Models.Threads, token);
                for (var model = 0; model < models.Count; model++)
                    rows.AddRange(Rows(copies, models[model].Name, PairMeasures.Measure(copies.Pictures, model, options.Models.Threads, token), withHash: model == 0));
            }
            await options.Report.WriteAsync(DuplicateReport.Write(rows, options), output, token);
        }
        finally
        {
            foreach (var model in models)
                model.Dispose();
        }
    }

    private static IEnumerable<DuplicateRow> Rows(HiddenCopies copies, string model, IReadOnlyList<MeasuredPair> pairs, bool withHash) =>
    [
        .. Rows(copies, model, CountedPairs.CopyAndPicture, [.. pairs.Where(pair => copies.Pictures[pair.First].Edit is null != copies.Pictures[pair.Second].Edit is null)], withHash),
        .. Rows(copies, model, CountedPairs.All, pairs, withHash),
    ];

    private static IEnumerable<DuplicateRow> Rows(HiddenCopies copies, string model, CountedPairs counted, IReadOnlyList<MeasuredPair> pairs, bool withHash)
    {
        if (withHash)
            yield return new(copies, counted, "perceptual hash", null, AtPrecision(pair => pair.HashDistance <= PairMeasures.MostHashDistance ? -pair.HashDistance : double.NaN));
        yield return new(copies, counted, "cosine", model, AtPrecision(pair => pair.Cosine));
        yield return new(copies, counted, "cosine + aligned correlation", model, AtPrecision(pair => pair.Cosine + pair.Aligned >= PairMeasures.LeastSum ? pair.Cosine + pair.Aligned : double.NaN));
        yield return new(copies, counted, "the product's rule", model, CopyRecall.OfRule(pairs, pair => ProductRule.IsCopy(pair, copies), copies, AllEdits.List.Count));

        CopyRecall AtPrecision(Func<MeasuredPair, double> score) => CopyRecall.AtPrecision(pairs, score, Precision, copies, AllEdits.List.Count);
    }
}
