using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Safety;
using ImageRetrieval.Collection.Filters;
using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Api.Images;

/// <summary>Lists the images that meet a condition in pages. Only the first page reads all of them.</summary>
internal sealed class FilteredImages(WorkGate gate, ClientRates rates)
{
    /// <exception cref="RefusalException">Too much is requested at once (429, 503).</exception>
    internal async Task<ItemPage> PageAsync(HttpContext http, ModelLease lease, ItemFilter condition, int offset, int limit, CancellationToken token)
    {
        var weight = WorkWeight.OfScan(lease.Info);
        rates.Charge(http, lease.Index.IsPrepared(condition) ? WorkWeight.Light : weight);
        var filter = await lease.Index.PrepareAsync(condition, scan => gate.RunAsync(weight, scan, token), token);
        return await lease.Index.PageAsync(filter, offset, limit, token);
    }
}
