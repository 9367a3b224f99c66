using System.Collections.Concurrent;
using ImageRetrieval.Collection.Maps;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.Collection.Embedded.Maps;

/// <summary>The published map of every model, read again when its file has been replaced. Thread-safe.</summary>
internal sealed class PublishedMapFiles(DataLayout layout, ILogger<PublishedMapFiles> logger) : IMapReader
{
    private readonly ConcurrentDictionary<string, Shelf> _shelves = new(StringComparer.Ordinal);

    public ValueTask<NewestMap> NewestAsync(string model, CancellationToken token)
    {
        var shelf = _shelves.GetOrAdd(model, _ => new Shelf());
        var path = layout.MapOf(model);
        lock (shelf.Turn)
        {
            var info = new FileInfo(path);
            (DateTime, long)? stamp = info.Exists ? (info.LastWriteTimeUtc, info.Length) : null;
            if (stamp != shelf.Stamp)
                (shelf.Stamp, shelf.Newest) = (stamp, Read(path, shelf.Newest.Published));
            return new(shelf.Newest);
        }
    }

    // A damaged file does not take the map away that is shown already.
    private NewestMap Read(string path, PublishedMap? previous)
    {
        try
        {
            return new(MapFile.Read(path), null);
        }
        catch (Exception error) when (error is MapException or IOException or UnauthorizedAccessException)
        {
            MapLog.Unreadable(logger, error.Message);
            return new(previous, error.Message);
        }
    }

    private sealed class Shelf
    {
        internal readonly Lock Turn = new();
        internal (DateTime Written, long Length)? Stamp;
        internal NewestMap Newest;
    }
}
