using System.Collections.Concurrent;
using ImageRetrieval.Api.Images;
using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Safety;
using ImageRetrieval.Collection.Maps;
using ImageRetrieval.ServiceDefaults.Text;

namespace ImageRetrieval.Api.Maps;

/// <summary>The map of each model, prepared once for each of its versions and each snapshot.</summary>
internal sealed class CollectionMaps(IMapReader maps, WorkGate gate, ClientRates rates)
{
    // By model: the view that was requested last.
    private readonly ConcurrentDictionary<string, (string Snapshot, MapView View)> _views = new(StringComparer.Ordinal);

    /// <summary>The map of a model; null without one, with the reason as a sentence.</summary>
    /// <exception cref="RefusalException">Too much is requested at once (429, 503).</exception>
    internal async ValueTask<(MapView? View, string Reason)> FindAsync(HttpContext http, ModelLease lease, CancellationToken token)
    {
        var (published, fault) = await maps.NewestAsync(lease.Model.Name, token);
        if (published is null || published.Head.EmbeddingSpace != lease.Info.EmbeddingSpace)
        {
            return (null, fault is null
                ? "There is no map yet: the Worker computes it in the background after the index is published, unless Map:Enabled is false."
                : "The map cannot be read, see the Api's log: the Worker computes it again when it starts, or with the next snapshot.");
        }
        if (published.Head.Limit > 0)
            return (null, $"There is no map, because the collection has more than {published.Head.Limit} images (Map:MaxImages).");
        if (_views.TryGetValue(lease.Model.Name, out var known) && known.Snapshot == lease.Info.Version && known.View.Map.Version == published.Version)
            return (known.View, "");
        var weight = WorkWeight.OfScan(lease.Info);
        rates.Charge(http, weight);
        var view = await gate.RunAsync(weight, stop => MapView.Make(published, lease.Index, stop), token);
        _views[lease.Model.Name] = (lease.Info.Version, view);
        return (view, "");
    }

    /// <summary>The ids of the images of an area or of a cluster; null when neither is requested.</summary>
    /// <exception cref="RefusalException">There is no map, or not such a cluster.</exception>
    internal async ValueTask<IReadOnlyList<string>?> IdsAsync(HttpContext http, ModelLease lease, MapArea? area, int? cluster, CancellationToken token)
    {
        if (area is null && cluster is null)
            return null;
        var (view, reason) = await FindAsync(http, lease, token);
        if (view is null)
            throw RefusalException.NotFound(reason);
        if (cluster is { } number && (number < 0 || number >= view.Map.Head.Clusters.Count))
            throw RefusalException.NotFound($"There is no cluster {number}: the map has {view.Map.Head.Clusters.Count}, numbered from 0.");
        return (area, cluster) switch
        {
            ({ } both, { } of) => [.. view.IdsIn(both).Intersect(view.IdsOf(of), StringComparer.Ordinal)],
            ({ } inside, null) => view.IdsIn(inside),
            _ => view.IdsOf(cluster!.Value),
        };
    }

    /// <summary>A column by which a map can be coloured.</summary>
    /// <exception cref="RefusalException">No image has the column (400), or too much is requested at once (429, 503).</exception>
    internal async ValueTask<MapColumn> ColumnAsync(HttpContext http, ModelLease lease, MapView view, string name, CancellationToken token)
    {
        if (view.FindColumn(name) is { } known)
            return known;
        var weight = WorkWeight.OfScan(lease.Info);
        rates.Charge(http, weight);
        var table = await lease.Index.FacetsAsync(null, scan => gate.RunAsync(weight, scan, token), token);
        if (table.Columns.FirstOrDefault(column => column.Column == name) is not { } facet)
            throw RefusalException.BadRequest($"column is '{Shortened.To(name, 50)}', which no indexed image has: GET /v1/facets lists the columns.");
        var read = await gate.RunTaskAsync(weight, stop => MapColumn.ReadAsync(view, facet, lease.Index, stop), token);
        view.Keep(read);
        return read;
    }

    /// <summary>The clusters of a map, with their typical images as far as they are still indexed.</summary>
    internal static async ValueTask<IReadOnlyList<ClusterAnswer>> ClustersAsync(MapView view, ModelLease lease, CancellationToken token)
    {
        var answers = new List<ClusterAnswer>();
        foreach (var cluster in view.Map.Head.Clusters)
        {
            var samples = new List<ImageAnswer>();
            foreach (var id in cluster.Samples)
            {
                if (await lease.Index.FindAsync(id, token) is { } item)
                    samples.Add(item.ToAnswer());
            }
            answers.Add(new(answers.Count, cluster.Size, view.AcrossOf(cluster.X), view.DownOf(cluster.Y), [.. cluster.Columns.Select(column => Of(column, cluster, view))], samples));
        }
        return answers;
    }

    private static ClusterColumnAnswer Of(ClusterColumn column, MapCluster cluster, MapView view) => new(
        column.Column, column.Value, Math.Round((double)column.Count / cluster.Size, 4), Math.Round((double)column.Total / Math.Max(1, view.Map.ImageIds.Count), 4));
}
