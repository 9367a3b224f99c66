using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.Status;

/// <summary>Failures by reason in the status.</summary>
internal static class ReasonCounts
{
    /// <summary>By the reasons' names, in the same order.</summary>
    internal static IReadOnlyDictionary<string, long> Named(IReadOnlyDictionary<FailureReason, long> reasons) =>
        reasons.ToDictionary(reason => reason.Key.Name(), reason => reason.Value, StringComparer.Ordinal);

    /// <summary>Shows the current counts of the catalog.</summary>
    internal static async ValueTask<IReadOnlyDictionary<FailureReason, long>> ShowReasonsAsync(this StatusBoard status, ICatalogReport report, CancellationToken token)
    {
        var reasons = await report.ReasonsAsync(token);
        status.SetReasons(reasons, await report.DamagedCountAsync(token));
        return reasons;
    }
}
