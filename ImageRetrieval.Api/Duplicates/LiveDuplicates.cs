using System.Collections.Concurrent;
using ImageRetrieval.Collection.Duplicates;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Duplicates;

/// <summary>The published duplicates of every model: the newest file, and some before it for those who are turning its pages. Thread-safe.</summary>
internal sealed class LiveDuplicates(IOptions<DataOptions> data, ILogger<LiveDuplicates> logger)
{
    private const int PreviousKept = 2;

    private sealed class Shelf
    {
        internal readonly Lock Turn = new();
        internal readonly List<LoadedDuplicates> Loaded = [];
        internal (DateTime Written, long Length)? Stamp;
        internal string? Fault;
    }

    private readonly ConcurrentDictionary<string, Shelf> _shelves = new(StringComparer.Ordinal);

    /// <summary>The newest duplicates of a model; null when there are none.</summary>
    /// <param name="model">A model that is loaded.</param>
    /// <param name="fault">Why the newest file cannot be used; null when it can, or there is none.</param>
    internal LoadedDuplicates? Newest(string model, out string? fault)
    {
        var shelf = Refreshed(model);
        lock (shelf.Turn)
        {
            fault = shelf.Fault;
            return fault is null && shelf.Loaded.Count > 0 ? shelf.Loaded[^1] : null;
        }
    }

    /// <summary>The duplicates of a version, as far as it is still held.</summary>
    internal LoadedDuplicates? Find(string model, string version)
    {
        var shelf = Refreshed(model);
        lock (shelf.Turn)
            return shelf.Loaded.Find(loaded => loaded.Version == version);
    }

    private Shelf Refreshed(string model)
    {
        var shelf = _shelves.GetOrAdd(model, _ => new Shelf());
        var path = DuplicatesFile.PathIn(data.Value.FullPath, model);
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
            // Who still reads an older one keeps it; the collector closes it.
            if (shelf.Loaded.Count > 1 + PreviousKept)
                shelf.Loaded.RemoveAt(0);
        }
        catch (Exception error) when (error is DuplicatesException or IOException or UnauthorizedAccessException)
        {
            shelf.Fault = error.Message;
            Log.DuplicatesUnreadable(logger, error.Message);
        }
    }
}
