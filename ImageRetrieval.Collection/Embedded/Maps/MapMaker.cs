using System.Diagnostics;
using ImageRetrieval.Collection.Maps;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Maps;

/// <summary>
/// Keeps a model's map up to date with its published snapshot. The images of the earlier map keep their places until a quarter has been
/// added since all of them were arranged; then all move again, from where they are. Not thread-safe.
/// </summary>
internal sealed class MapMaker(DataLayout layout, TimeProvider clock) : IMapMaking
{
    // Maps of another version are not continued.
    internal const int MethodVersion = 1;

    private const double MostAdded = 0.25;

    // By model: the snapshot whose map is complete, so that the file is not read for nothing.
    private readonly Dictionary<string, string> _complete = new(StringComparer.Ordinal);

    public ValueTask<MapMade?> UpdateAsync(string model, string version, MapEffort effort, CancellationToken token)
    {
        if (_complete.GetValueOrDefault(model) == version)
            return new(default(MapMade));
        var path = Path.Combine(layout.SnapshotsOf(model), version);
        try
        {
            return new(Update(model, path, version, effort, token));
        }
        catch (SnapshotException) when (!Directory.Exists(path))
        {
            // A newer one has replaced it.
            return new(default(MapMade));
        }
        catch (SnapshotException error)
        {
            throw new CollectionException(CollectionFault.Unexpected, error.Message, error);
        }
    }

    private MapMade? Update(string model, string path, string version, MapEffort effort, CancellationToken token)
    {
        var started = Stopwatch.GetTimestamp();
        var file = layout.MapOf(model);
        var previous = Previous(file, effort);
        if (previous?.Head is { } head && head.SnapshotVersion == version && (head.Limit == 0 || head.Limit == effort.MostImages))
        {
            _complete[model] = version;
            return null;
        }
        using var snapshot = Snapshot.Open(path, verify: false);
        if (previous?.Head.EmbeddingSpace != snapshot.Manifest.EmbeddingSpace)
            previous = null;
        var isFull = snapshot.Count <= effort.MostImages ? Write(file, model, snapshot, previous, effort, token) : WriteEmpty(file, model, snapshot, effort);
        var written = MapFile.Read(file)!;
        _complete[model] = version;
        return new(written.ImageIds.Count, written.Head.Clusters.Count, isFull, Stopwatch.GetElapsedTime(started));
    }

    private bool Write(string file, string model, Snapshot snapshot, PublishedMap? previous, MapEffort effort, CancellationToken token)
    {
        string[] ids = [.. Enumerable.Range(0, snapshot.Count).Select(position => snapshot.GetItem(position).ImageId)];
        var (x, y, known) = Places(ids, previous);
        var added = ids.Length - known + (previous?.Head.Added ?? 0);
        var arranged = snapshot.LayOut(
            new LayoutOrder
            {
                Threads = effort.Threads,
                PreviousX = known > 0 ? x : default,
                PreviousY = known > 0 ? y : default,
                MoveAll = added > MostAdded * (previous?.Head.Arranged ?? 0),
            },
            token);
        var head = Head(model, snapshot) with
        {
            Arranged = arranged.IsFull ? ids.Length : previous!.Head.Arranged,
            Added = arranged.IsFull ? 0 : added,
            Clusters = new ClusterDescriptions(snapshot, ids, arranged).Describe(token),
        };
        CreateFolderOf(file, model, snapshot);
        MapFile.Write(file, head, ids, arranged.X, arranged.Y, [.. arranged.Groups.Select(group => (sbyte)group)]);
        return arranged.IsFull;
    }

    private bool WriteEmpty(string file, string model, Snapshot snapshot, MapEffort effort)
    {
        CreateFolderOf(file, model, snapshot);
        MapFile.Write(file, Head(model, snapshot) with { Limit = effort.MostImages }, [], [], [], []);
        return true;
    }

    // A data folder that was moved away meanwhile, or replaced by another, holds no such snapshot: nothing is created there.
    private void CreateFolderOf(string file, string model, Snapshot snapshot)
    {
        var path = Path.Combine(layout.SnapshotsOf(model), snapshot.Manifest.Version);
        if (!Directory.Exists(path))
            throw new DirectoryNotFoundException($"'{path}' no longer exists.");
        DataFolder.CreateBelow(layout, Path.GetDirectoryName(file)!);
    }

    private static (float[] X, float[] Y, int Known) Places(string[] ids, PublishedMap? previous)
    {
        var (x, y, known) = (new float[ids.Length], new float[ids.Length], 0);
        Array.Fill(x, float.NaN);
        Array.Fill(y, float.NaN);
        if (previous is null)
            return (x, y, 0);
        var places = new Dictionary<string, int>(previous.ImageIds.Count, StringComparer.Ordinal);
        for (var i = 0; i < previous.ImageIds.Count; i++)
            places[previous.ImageIds[i]] = i;
        for (var i = 0; i < ids.Length; i++)
        {
            if (places.TryGetValue(ids[i], out var place))
                (x[i], y[i], known) = (previous.X[place], previous.Y[place], known + 1);
        }
        return (x, y, known);
    }

    private static PublishedMap? Previous(string file, MapEffort effort)
    {
        try
        {
            return MapFile.Read(file) is { } map && map.Head.MethodVersion == MethodVersion ? map : null;
        }
        catch (MapException error)
        {
            effort.Unreadable(error.Message);
            return null;
        }
    }

    private MapHead Head(string model, Snapshot snapshot) => new()
    {
        Model = model,
        EmbeddingSpace = snapshot.Manifest.EmbeddingSpace,
        SnapshotVersion = snapshot.Manifest.Version,
        MethodVersion = MethodVersion,
        Created = clock.GetUtcNow(),
        Arranged = 0,
        Added = 0,
        Clusters = [],
    };
}
