using ImageRetrieval.Collection.Maps;
using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Api.Maps;

/// <summary>A published map as the current snapshot shows it: without images that are not in it any more, its places scaled to whole numbers.</summary>
internal sealed class MapView
{
    private const int ColumnsKept = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, MapColumn> _columns = new(StringComparer.Ordinal);
    private readonly double _left;
    private readonly double _top;
    private readonly double _factor;

    private MapView(PublishedMap map, int[] shown)
    {
        Map = map;
        (_left, _top) = (shown.Length == 0 ? 0 : shown.Min(i => map.X[i]), shown.Length == 0 ? 0 : shown.Min(i => map.Y[i]));
        var extent = shown.Length == 0 ? 0 : Math.Max(shown.Max(i => map.X[i]) - _left, shown.Max(i => map.Y[i]) - _top);
        _factor = extent > 0 ? MapArea.Largest / extent : 0;
        Ids = [.. shown.Select(i => map.ImageIds[i])];
        X = [.. shown.Select(i => AcrossOf(map.X[i]))];
        Y = [.. shown.Select(i => DownOf(map.Y[i]))];
        Clusters = [.. shown.Select(i => (int)map.Clusters[i])];
    }

    internal PublishedMap Map { get; }

    internal string[] Ids { get; }

    internal int[] X { get; }

    internal int[] Y { get; }

    internal int[] Clusters { get; }

    /// <summary>CPU work in proportion to the number of images when the map is of another snapshot.</summary>
    internal static MapView Make(PublishedMap map, IIndexLease index, CancellationToken token)
    {
        if (map.Head.SnapshotVersion == index.Info.Version)
            return new(map, [.. Enumerable.Range(0, map.ImageIds.Count)]);
        var shown = new List<int>(map.ImageIds.Count);
        for (var i = 0; i < map.ImageIds.Count; i++)
        {
            token.ThrowIfCancellationRequested();
            var found = index.FindAsync(map.ImageIds[i], token);
            // Indexes in memory answer at once; for others the caller's thread is one that may wait.
            if ((found.IsCompletedSuccessfully ? found.Result : found.AsTask().GetAwaiter().GetResult()) is not null)
                shown.Add(i);
        }
        return new(map, [.. shown]);
    }

    internal int AcrossOf(float x) => (int)Math.Clamp(Math.Round((x - _left) * _factor), 0, MapArea.Largest);

    internal int DownOf(float y) => (int)Math.Clamp(Math.Round((y - _top) * _factor), 0, MapArea.Largest);

    /// <summary>The ids of the images inside an area.</summary>
    internal IReadOnlyList<string> IdsIn(MapArea area) => [.. Enumerable.Range(0, Ids.Length).Where(i => area.Contains(X[i], Y[i])).Select(i => Ids[i])];

    /// <summary>The ids of the images of a cluster.</summary>
    internal IReadOnlyList<string> IdsOf(int cluster) => [.. Enumerable.Range(0, Ids.Length).Where(i => Clusters[i] == cluster).Select(i => Ids[i])];

    internal MapColumn? FindColumn(string name)
    {
        lock (_lock)
            return _columns.GetValueOrDefault(name);
    }

    internal void Keep(MapColumn column)
    {
        lock (_lock)
        {
            if (_columns.Count == ColumnsKept)
                _columns.Clear();
            _columns[column.Name] = column;
        }
    }
}
