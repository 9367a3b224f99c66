using ImageRetrieval.Api.Filters;
using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Safety;

namespace ImageRetrieval.Api.Images;

/// <summary>Lists the images that meet a condition, a page at a time. Only the first page looks at all of them.</summary>
internal sealed class FilteredImages(WorkGate gate, ClientRates rates)
{
    /// <exception cref="RefusalException">Too much is asked for at once (429, 503).</exception>
    internal async Task<ImageList> PageAsync(HttpContext http, SnapshotLease lease, ImageFilter condition, int offset, int limit, CancellationToken token)
    {
        var weight = WorkWeight.OfScan(lease.Snapshot);
        rates.Charge(http, lease.Filters.Has(condition) ? WorkWeight.Light : weight);
        var filter = await lease.Filters.GetAsync(condition, work => gate.RunAsync(weight, work, token), token);
        return new ImageList(filter.Count, [.. lease.Snapshot.GetItems(filter, offset, limit).Select(item => IndexedImage.From(item).ToAnswer())]);
    }
}
