namespace ImageRetrieval.Worker.Catalog;

/// <summary>Rows of the present lists by what became of them.</summary>
/// <param name="Rejected">Rows that name no image.</param>
/// <param name="Pending">To be downloaded.</param>
/// <param name="Stored">Downloaded or embedded.</param>
/// <param name="Retryable">Failed for a reason that may pass.</param>
/// <param name="Permanent">Failed for good.</param>
internal sealed record StateCounts(long Rejected, long Pending, long Stored, long Retryable, long Permanent)
{
    internal long Images => Pending + Stored + Retryable + Permanent;

    internal long Rows => Images + Rejected;
}
