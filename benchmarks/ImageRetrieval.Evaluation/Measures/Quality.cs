namespace ImageRetrieval.Evaluation.Measures;

/// <summary>The means over all queries.</summary>
/// <param name="MeanAveragePrecision">Lower and upper value; the same for whole rankings.</param>
/// <param name="PrecisionAt10">Mean of the queries' own.</param>
/// <param name="RecallAt1">Share of the queries whose nearest other image has the same label.</param>
/// <param name="Queries">Queries in the means.</param>
/// <param name="LeftOut">Images that are not queries because no other image has their label.</param>
internal sealed record Quality(AveragePrecision MeanAveragePrecision, double PrecisionAt10, double RecallAt1, int Queries, int LeftOut)
{
    /// <param name="queries">One a query; null for one that is left out.</param>
    internal static Quality Of(IReadOnlyCollection<QueryQuality?> queries)
    {
        var judged = queries.OfType<QueryQuality>().ToList();
        var leftOut = queries.Count - judged.Count;
        return judged.Count == 0
            ? new Quality(new(double.NaN, double.NaN), double.NaN, double.NaN, 0, leftOut)
            : new Quality(
                new(judged.Average(q => q.AveragePrecision.Lower), judged.Average(q => q.AveragePrecision.Upper)),
                judged.Average(q => q.PrecisionAt10),
                judged.Average(q => q.RecallAt1 ? 1.0 : 0),
                judged.Count,
                leftOut);
    }
}
