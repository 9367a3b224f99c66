using ImageRetrieval.Collection;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>
/// Asks for another pass when a list or a folder has changed and then stayed unchanged for some time. The system's events report
/// most changes at once; polling every few seconds finds those behind links and on other machines' disks.
/// </summary>
internal sealed class SourceWatcher : IDisposable
{
    private readonly List<WatchedSource> _sources = [];
    private readonly ITimer _quiet;
    private readonly ITimer? _poll;
    private readonly TimeSpan _wait, _pause;
    private readonly OwnFolder _own;

    public SourceWatcher(IOptions<IngestOptions> options, IOptions<DataOptions> data, WorkSignal work, TimeProvider clock, ILogger<SourceWatcher> logger)
    {
        var ingest = options.Value;
        (_wait, _pause) = (TimeSpan.FromSeconds(ingest.WatchQuietSeconds), TimeSpan.FromSeconds(ingest.WatchPollSeconds));
        _own = new OwnFolder(data.Value.FullPath);
        _quiet = clock.CreateTimer(_ => work.Request(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (ingest.Once || !ingest.Watch)
            return;
        foreach (var path in ingest.Paths)
            _sources.Add(new WatchedSource(path, data.Value.FullPath, Changed, logger));
        if (_pause > TimeSpan.Zero)
            _poll = clock.CreateTimer(_ => Poll(), null, _pause, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _poll?.Dispose();
        _sources.ForEach(source => source.Dispose());
        _quiet.Dispose();
    }

    // The next poll begins after this one has ended, however long it took.
    private void Poll()
    {
        foreach (var source in _sources)
            source.Poll();
        _poll?.Change(_pause, Timeout.InfiniteTimeSpan);
    }

    private void Changed(string path)
    {
        // The program's own writes are not changes of a source.
        if (!_own.Holds(path))
            _quiet.Change(_wait, Timeout.InfiniteTimeSpan);
    }
}
