using System.Collections.Concurrent;
using ImageRetrieval.Worker.Catalog;

namespace ImageRetrieval.Worker.Status;

/// <summary>Where the run writes what it does, and everybody reads it. Thread-safe.</summary>
internal sealed class StatusBoard(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, ModelStatus> _models = new(StringComparer.Ordinal);
    private volatile StateText _state = new("idle", null);
    private volatile string? _list;
    private volatile IReadOnlyDictionary<string, long> _reasons = new Dictionary<string, long>();
    private long _total, _downloaded, _indexed, _failed, _downloads, _embeddings;
    private long _startedTicks;
    private long _finishedThisRun;

    private sealed record StateText(string State, string? Message);

    internal string State => _state.State;

    internal void SetState(string state, string? message = null) => _state = new(state, message);

    internal void Begin(string list, long total, long failed)
    {
        _list = list;
        _total = total;
        _failed = failed;
        _startedTicks = clock.GetTimestamp();
    }

    /// <summary>What an earlier run had finished.</summary>
    internal void AddFinishedBefore(long downloaded, long indexed)
    {
        Interlocked.Add(ref _downloaded, downloaded);
        Interlocked.Add(ref _indexed, indexed);
    }

    internal void CountDownload()
    {
        Interlocked.Increment(ref _downloaded);
        Interlocked.Increment(ref _downloads);
    }

    internal void CountDownloadLost() => Interlocked.Decrement(ref _downloaded);

    internal void CountEmbedding(string model)
    {
        Interlocked.Increment(ref _embeddings);
        CountEmbedded(model, 1);
    }

    internal void CountEmbedded(string model, long count) =>
        _models.AddOrUpdate(model, name => new(name, count, null, null), (_, old) => old with { Embedded = old.Embedded + count });

    internal void CountIndexed()
    {
        Interlocked.Increment(ref _indexed);
        Interlocked.Increment(ref _finishedThisRun);
    }

    internal void CountFailed()
    {
        Interlocked.Increment(ref _failed);
        Interlocked.Increment(ref _finishedThisRun);
    }

    internal void SetModel(string model, string? message) =>
        _models.AddOrUpdate(model, name => new(name, 0, null, message), (_, old) => old with { Message = message });

    internal void SetPublished(string model, string version) =>
        _models.AddOrUpdate(model, name => new(name, 0, version, null), (_, old) => old with { Published = version });

    internal void SetReasons(IReadOnlyDictionary<string, long> reasons) => _reasons = reasons;

    internal IngestStatus Read(IReadOnlyList<FailedImage>? failures = null)
    {
        var state = _state;
        var (total, failed, indexed) = (Volatile.Read(ref _total), Volatile.Read(ref _failed), Volatile.Read(ref _indexed));
        var rate = Rate();
        var left = Math.Max(0, total - failed - indexed);
        return new IngestStatus
        {
            State = state.State,
            Message = state.Message,
            Updated = clock.GetUtcNow(),
            List = _list,
            Total = total,
            Downloaded = Volatile.Read(ref _downloaded),
            Indexed = indexed,
            Failed = failed,
            ImagesPerSecond = Math.Round(rate, 2),
            EtaSeconds = state.State == "running" && rate > 0 ? Math.Round(left / rate, 1) : null,
            DownloadsThisRun = Volatile.Read(ref _downloads),
            EmbeddingsThisRun = Volatile.Read(ref _embeddings),
            Models = [.. _models.Values.OrderBy(model => model.Name, StringComparer.Ordinal)],
            Reasons = _reasons,
            Failures = failures,
        };
    }

    private double Rate()
    {
        var started = Volatile.Read(ref _startedTicks);
        if (started == 0)
            return 0;
        var seconds = clock.GetElapsedTime(started).TotalSeconds;
        return seconds > 0 ? Volatile.Read(ref _finishedThisRun) / seconds : 0;
    }
}
