namespace ImageRetrieval.Collection.Catalog;

/// <summary>Rows of the present lists by their state.</summary>
/// <param name="Rejected">Rows without an image.</param>
/// <param name="Pending">To be downloaded.</param>
/// <param name="Stored">Downloaded or embedded.</param>
/// <param name="Retryable">Failed, and will be retried.</param>
/// <param name="Permanent">Failed permanently.</param>
public sealed record StateCounts(long Rejected, long Pending, long Stored, long Retryable, long Permanent)
{
    /// <summary>Rows that name an image.</summary>
    public long Images => Pending + Stored + Retryable + Permanent;

    /// <summary>All rows.</summary>
    public long Rows => Images + Rejected;
}
