using System.Collections.Concurrent;
using ImageRetrieval.Collection.Duplicates;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.Collection.Embedded.Duplicates;

/// <summary>The published duplicates of every model: the newest file, and some before it for clients that are reading its pages. Thread-safe.</summary>
internal sealed class PublishedDuplicatesFiles(DataLayout layout, ILogger<PublishedDuplicatesFiles> logger) : IDuplicatesReader
{
    private const int PreviousKept = 2;

    private readonly ConcurrentDictionary<string, Shelf> _shelves = new(StringComparer.Ordinal);

    public ValueTask<NewestDuplicates> NewestAsync(string model, CancellationToken token)
    {
        var shelf = Refreshed(model);
        lock (shelf.Turn)
            return new(new NewestDuplicates(shelf.Fault is null && shelf.Loaded.Count > 0 ? shelf.Loaded[^1] : null, shelf.Fault));
    }

    public ValueTask<IPublishedDuplicates?> FindAsync(string model, string version, CancellationToken token)
    {
        var shelf = Refreshed(model);
        lock (shelf.Turn)
            return new(shelf.Loaded.Find(loaded => loaded.Version == version));
    }

    public ValueTask<IFingerprintReader?> OpenFingerprintsAsync(string space, int bytes, CancellationToken token) =>
        new(FingerprintReader.Open(layout.Fingerprints, space, bytes) is { } reader ? new OpenedFingerprints(reader) : null);

    private Shelf Refreshed(string model)
    {
        var shelf = _shelves.GetOrAdd(model, _ => new Shelf());
        var path = layout.DuplicatesOf(model);
        lock (shelf.Turn)
        {
            var info = new FileInfo(path);
            (DateTime, long)? stamp = info.Exists ? (info.LastWriteTimeUtc, info.Length) : null;
            if (stamp == shelf.Stamp)
                return shelf;
            shelf.Stamp = stamp;
            shelf.Fault = null;
            Load(shelf, path);
        }
        return shelf;
    }

    private void Load(Shelf shelf, string path)
    {
        try
        {
            if (DuplicatesFile.Open(path) is not { } file)
            {
                shelf.Loaded.Clear();
                return;
            }
            shelf.Loaded.Add(new LoadedDuplicates(file));
            // Requests that still read an older one continue to use it; the garbage collector closes it.
            if (shelf.Loaded.Count > 1 + PreviousKept)
                shelf.Loaded.RemoveAt(0);
        }
        catch (Exception error) when (error is DuplicatesException or IOException or UnauthorizedAccessException)
        {
            shelf.Fault = error.Message;
            DuplicatesLog.Unreadable(logger, error.Message);
        }
    }

    private sealed class Shelf
    {
        internal readonly Lock Turn = new();
        internal readonly List<LoadedDuplicates> Loaded = [];
        internal (DateTime Written, long Length)? Stamp;
        internal string? Fault;
    }
}
