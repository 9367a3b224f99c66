namespace ImageRetrieval.Worker.Ingest;

/// <summary>One list or folder that is watched, by the system's events and by polling.</summary>
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
    /// <param name="dataFolder">Full path; the program's own files there are not a source.</param>
    /// <param name="changed">Called with the path that has changed.</param>
    /// <param name="logger">Logs what cannot be watched.</param>
    internal WatchedSource(string path, string dataFolder, Action<string> changed, ILogger logger)
    {
        (_path, _dataFolder, _changed, _logger) = (path, dataFolder, changed, logger);
        _events = TryWatch();
        _stamp = Stamp();
    }

    /// <summary>Compares the source with its state at the last poll.</summary>
    internal void Poll()
    {
        lock (_turn)
        {
            if (_disposed || Stamp() is var now && now == _stamp)
                return;
            // The name may lead to another file or folder now: events of the old one no longer matter.
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

    // Without events everything in a folder must be read.
    private string Stamp() => _events is null ? SourceStamp.OfAll(_path, _dataFolder) : SourceStamp.Of(_path);

    private FileSystemWatcher? TryWatch()
    {
        try
        {
            return Directory.Exists(_path) ? Watch(_path, "*", below: true) : Watch(Path.GetDirectoryName(_path)!, Path.GetFileName(_path), below: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The system's number of watches is limited.
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
        // Too many changes at once: the next pass finds them.
        watcher.Error += (_, _) => _changed("");
        watcher.EnableRaisingEvents = true;
        return watcher;
    }
}
