using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Maps;
using ImageRetrieval.Api.Safety;
using ImageRetrieval.Collection.Filters;
using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Api.Images;

/// <summary>Lists the images that meet a condition, or in another order, in pages. Only the first page reads all of them.</summary>
internal sealed class FilteredImages(CollectionMaps maps, WorkGate gate, ClientRates rates)
{
    /// <exception cref="RefusalException">Too much is requested at once (429, 503), or what is requested does not exist (400, 404).</exception>
    internal async Task<ItemPage> PageAsync(HttpContext http, ModelLease lease, ListRequest list, int offset, int limit, CancellationToken token)
    {
        var condition = list.Condition;
        if (await maps.IdsAsync(http, lease, list.Area, list.Cluster, token) is { } ids)
        {
            if (ids.Count == 0)
                return new(0, []);
            condition = condition is null ? new IdsFilter(ids) : new AndFilter([new IdsFilter(ids), condition]);
        }
        var filter = condition is null ? null : await FilterAsync(http, lease, condition, token);
        return list.Order is { } order
            ? await lease.Index.PageAsync(filter, ImageSort.Checked(await OrderAsync(http, lease, order, token), list.Sort!), offset, limit, token)
            : await lease.Index.PageAsync(filter, offset, limit, token);
    }

    private async Task<PreparedFilter> FilterAsync(HttpContext http, ModelLease lease, ItemFilter condition, CancellationToken token)
    {
        var weight = WorkWeight.OfScan(lease.Info);
        rates.Charge(http, lease.Index.IsPrepared(condition) ? WorkWeight.Light : weight);
        return await lease.Index.PrepareAsync(condition, scan => gate.RunAsync(weight, scan, token), token);
    }

    private async Task<PreparedOrder> OrderAsync(HttpContext http, ModelLease lease, SortOrder order, CancellationToken token)
    {
        var weight = WorkWeight.OfScan(lease.Info);
        rates.Charge(http, lease.Index.IsOrdered(order) ? WorkWeight.Light : weight);
        return await lease.Index.OrderAsync(order, scan => gate.RunAsync(weight, scan, token), token);
    }
}
