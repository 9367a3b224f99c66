using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>Asks for another pass when a list or a folder has changed and then stayed quiet for a while.</summary>
internal sealed class SourceWatcher : IDisposable
{
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly ITimer _quiet;
    private readonly TimeSpan _wait;
    private readonly OwnFolder _own;

    public SourceWatcher(IOptions<IngestOptions> options, IOptions<DataOptions> data, WorkSignal work, TimeProvider clock, ILogger<SourceWatcher> logger)
    {
        _wait = TimeSpan.FromSeconds(options.Value.WatchQuietSeconds);
        _own = new OwnFolder(data.Value.FullPath);
        _quiet = clock.CreateTimer(_ => work.Ask(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (options.Value.Once || !options.Value.Watch)
            return;
        foreach (var path in options.Value.Paths)
            TryWatch(path, logger);
    }

    public void Dispose()
    {
        _watchers.ForEach(watcher => watcher.Dispose());
        _quiet.Dispose();
    }

    private void TryWatch(string path, ILogger logger)
    {
        try
        {
            _watchers.Add(Directory.Exists(path) ? Watch(path, "*", below: true) : Watch(Path.GetDirectoryName(path)!, Path.GetFileName(path), below: false));
        }
        catch (Exception error) when (error is IOException or ArgumentException)
        {
            // The system has only so many watches; the list is then read at the next start.
            Log.NotWatched(logger, path, error.Message);
        }
    }

    private FileSystemWatcher Watch(string folder, string filter, bool below)
    {
        var watcher = new FileSystemWatcher(folder, filter) { IncludeSubdirectories = below };
        watcher.Changed += (_, change) => Changed(change.FullPath);
        watcher.Created += (_, change) => Changed(change.FullPath);
        watcher.Deleted += (_, change) => Changed(change.FullPath);
        watcher.Renamed += (_, change) => Changed(change.FullPath);
        // Too many changes at once: which, the next pass finds out.
        watcher.Error += (_, _) => Changed("");
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    private void Changed(string path)
    {
        // What the program itself writes is no news.
        if (!_own.Holds(path))
            _quiet.Change(_wait, Timeout.InfiniteTimeSpan);
    }
}
