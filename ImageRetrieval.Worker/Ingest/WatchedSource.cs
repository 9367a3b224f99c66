namespace ImageRetrieval.Worker.Ingest;

/// <summary>One list or folder that is watched, by the system's events and by looking at it.</summary>
internal sealed class WatchedSource : IDisposable
{
    private readonly string _path, _dataFolder;
    private readonly Action<string> _changed;
    private readonly ILogger _logger;
    private readonly Lock _turn = new();
    private FileSystemWatcher? _events;
    private string _stamp;
    private bool _disposed;

    /// <param name="path">Full path.</param>
    /// <param name="dataFolder">Full path; what the program itself keeps there is no source.</param>
    /// <param name="changed">Hears the path of what has changed.</param>
    /// <param name="logger">Hears what cannot be watched.</param>
    internal WatchedSource(string path, string dataFolder, Action<string> changed, ILogger logger)
    {
        (_path, _dataFolder, _changed, _logger) = (path, dataFolder, changed, logger);
        _events = TryWatch();
        _stamp = Stamp();
    }

    /// <summary>Compares the source with what it was at the last look.</summary>
    internal void Look()
    {
        lock (_turn)
        {
            if (_disposed || Stamp() is var now && now == _stamp)
                return;
            // What the name stands for may be another file or folder now: the old one's events are no longer ours.
            _events?.Dispose();
            _events = TryWatch();
            _stamp = Stamp();
            _changed(_path);
        }
    }

    public void Dispose()
    {
        lock (_turn)
        {
            _disposed = true;
            _events?.Dispose();
        }
    }

    // Without events everything in a folder must be looked at.
    private string Stamp() => _events is null ? SourceStamp.OfAll(_path, _dataFolder) : SourceStamp.Of(_path);

    private FileSystemWatcher? TryWatch()
    {
        try
        {
            return Directory.Exists(_path) ? Watch(_path, "*", below: true) : Watch(Path.GetDirectoryName(_path)!, Path.GetFileName(_path), below: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The system has only so many watches.
            Log.NotWatched(_logger, _path, error.Message);
            return null;
        }
    }

    private FileSystemWatcher Watch(string folder, string filter, bool below)
    {
        var watcher = new FileSystemWatcher(folder, filter) { IncludeSubdirectories = below };
        watcher.Changed += (_, change) => _changed(change.FullPath);
        watcher.Created += (_, change) => _changed(change.FullPath);
        watcher.Deleted += (_, change) => _changed(change.FullPath);
        watcher.Renamed += (_, change) => _changed(change.FullPath);
        // Too many changes at once: which, the next pass finds out.
        watcher.Error += (_, _) => _changed("");
        watcher.EnableRaisingEvents = true;
        return watcher;
    }
}
