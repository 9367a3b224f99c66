using System.Collections.Concurrent;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.Download;

namespace ImageRetrieval.Worker.Status;

/// <summary>The state of the run at this moment: its stages write it, and it is read for reports. Thread-safe.</summary>
internal sealed class StatusBoard(TimeProvider clock)
{
    private const int MostCurrent = 50;
    private const int MostHosts = 50;

    // A century: what is longer tells nobody anything, and fits into no span of time.
    private const double LongestEtaSeconds = 100 * 365.25 * 86_400;

    private readonly ConcurrentDictionary<string, ModelStatus> _models = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, (string Stage, ImageSource Source, long Since)> _current = new();
    private readonly RateMeter _downloadRate = new(clock);
    private readonly RateMeter _byteRate = new(clock);
    private readonly RateMeter _embeddingRate = new(clock);
    private volatile StateText _state = new("idle", null);
    private volatile string? _list;
    private volatile string? _listProblem;
    private volatile IReadOnlyDictionary<string, long> _reasons = new Dictionary<string, long>();
    private volatile Func<IReadOnlyList<HostProgress>> _hosts = () => [];
    private volatile Func<string, string> _shown = ImageUrl.Shown;
    private long _total, _downloaded, _indexed, _failed, _downloads, _embeddings, _retries, _damaged;
    private long _startedTicks;
    private long _finishedThisRun;
    private long _lastCurrent;
    private long _lastFinished;

    // Whether this pass has rows that were never tried before.
    private bool _retrying;

    // A download that has taken so long, and a pass in which nothing was finished for so long, are waited for.
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(2);

    private sealed record StateText(string State, string? Message);

    internal string State => _state.State;

    /// <summary>Images that every model has looked at.</summary>
    internal long Indexed => Volatile.Read(ref _indexed);

    /// <summary>Changes whenever a download or an embedding was made.</summary>
    internal long WorkDone => Volatile.Read(ref _downloads) + Volatile.Read(ref _embeddings);

    /// <summary>Whether nothing is worked on at this moment but downloads that have taken at least so long.</summary>
    internal bool IsWaitingForServers(TimeSpan slow) => _current.Values.All(current => current.Stage == "download" && clock.GetElapsedTime(current.Since) >= slow);

    /// <summary>What is read; null before it is.</summary>
    internal string? List => _list;

    /// <summary>Images that a model has embedded.</summary>
    internal long Embedded(string model) => _models.TryGetValue(model, out var found) ? found.Embedded : 0;

    /// <summary>Whether the work is held; set by the commands.</summary>
    internal bool Paused { get; set; }

    internal void SetState(string state, string? message = null) => _state = new(state, message);

    /// <summary>What is the matter with a list; told wherever the state has nothing else to say.</summary>
    internal void SetListProblem(string? problem) => _listProblem = problem;

    /// <summary>Begins a pass.</summary>
    /// <param name="list">What is read.</param>
    /// <param name="total">Rows of it.</param>
    /// <param name="failed">Rows that are known to give nothing in this pass.</param>
    /// <param name="downloaded">Images whose bytes are there already.</param>
    /// <param name="indexed">Images that every model has looked at already.</param>
    internal void Begin(string list, long total, long failed, long downloaded = 0, long indexed = 0)
    {
        _list = list;
        Volatile.Write(ref _total, total);
        Volatile.Write(ref _failed, failed);
        Volatile.Write(ref _downloaded, downloaded);
        Volatile.Write(ref _indexed, indexed);
        Volatile.Write(ref _finishedThisRun, 0);
        Volatile.Write(ref _startedTicks, clock.GetTimestamp());
        Volatile.Write(ref _lastFinished, clock.GetTimestamp());
    }

    /// <summary>Whether this pass only tries again what failed before.</summary>
    internal void SetRetrying(bool retrying) => Volatile.Write(ref _retrying, retrying);

    /// <summary>Where the hosts' progress can be read during this pass.</summary>
    internal void Watch(Func<int, IReadOnlyList<HostProgress>> hosts) => _hosts = () => hosts(MostHosts);

    /// <summary>How the URLs of images in work are shown to everybody.</summary>
    internal void ShowUrlsAs(Func<string, string> shown) => _shown = shown;

    /// <summary>An image is worked on until the result is disposed.</summary>
    internal IDisposable Begin(string stage, ImageSource source)
    {
        var ticket = Interlocked.Increment(ref _lastCurrent);
        _current[ticket] = (stage, source, clock.GetTimestamp());
        return new Current(this, ticket);
    }

    internal void CountDownload(long bytes)
    {
        Interlocked.Increment(ref _downloaded);
        Interlocked.Increment(ref _downloads);
        _downloadRate.Add(1);
        CountBytes(bytes);
    }

    internal void CountBytes(long bytes) => _byteRate.Add(bytes);

    internal void CountDownloadLost() => Interlocked.Decrement(ref _downloaded);

    /// <summary>Other bytes came for an image: what was counted for the old ones no longer holds.</summary>
    /// <param name="models">The models that have embedded the old ones.</param>
    internal void CountChanged(IEnumerable<string> models)
    {
        Interlocked.Decrement(ref _downloaded);
        Interlocked.Decrement(ref _indexed);
        foreach (var model in models)
            CountEmbedded(model, -1);
    }

    /// <summary>Stored images were left out, or taken back when negative.</summary>
    internal void CountLeftOut(int images)
    {
        Interlocked.Add(ref _downloaded, -images);
        Interlocked.Add(ref _indexed, -images);
        Interlocked.Add(ref _failed, images);
    }

    internal void CountEmbedding(string model)
    {
        Interlocked.Increment(ref _embeddings);
        _embeddingRate.Add(1);
        CountEmbedded(model, 1);
    }

    internal void CountEmbedded(string model, long count) =>
        _models.AddOrUpdate(model, name => new(name, count, null, null), (_, old) => old with { Embedded = old.Embedded + count });

    internal void SetEmbedded(string model, long count) =>
        _models.AddOrUpdate(model, name => new(name, count, null, null), (_, old) => old with { Embedded = count });

    internal void CountIndexed()
    {
        Interlocked.Increment(ref _indexed);
        CountFinished();
    }

    internal void CountFailed()
    {
        Interlocked.Increment(ref _failed);
        CountFinished();
    }

    internal void CountRetry() => Interlocked.Increment(ref _retries);

    internal void SetModel(string model, string? message) =>
        _models.AddOrUpdate(model, name => new(name, 0, null, message), (_, old) => old with { Message = message });

    internal void SetPublished(string model, string version) =>
        _models.AddOrUpdate(model, name => new(name, 0, version, null), (_, old) => old with { Published = version });

    /// <summary>What the catalog says about the present lists' failures.</summary>
    internal void SetReasons(IReadOnlyDictionary<FailureReason, long> reasons, long damaged)
    {
        _reasons = ReasonCounts.Named(reasons);
        Volatile.Write(ref _damaged, damaged);
    }

    internal IngestStatus Read(IReadOnlyList<FailedImage>? failures = null, IReadOnlyList<HostFailures>? failuresByHost = null, IReadOnlyList<DamagedImage>? damaged = null)
    {
        var state = _state;
        var (total, failed, indexed) = (Volatile.Read(ref _total), Volatile.Read(ref _failed), Volatile.Read(ref _indexed));
        var rate = Rate();
        var left = Math.Max(0, total - failed - indexed);
        var hosts = _hosts();
        var waiting = state.State == "running" && !Paused ? Waiting(left, hosts) : null;
        return new IngestStatus
        {
            State = state.State,
            Message = state.Message ?? _listProblem,
            Paused = Paused,
            Updated = clock.GetUtcNow(),
            List = _list,
            Total = total,
            Downloaded = Volatile.Read(ref _downloaded),
            Indexed = indexed,
            Failed = failed,
            Damaged = Volatile.Read(ref _damaged),
            ImagesPerSecond = Math.Round(rate, 2),
            EtaSeconds = state.State == "running" && rate > 0 && !Paused && waiting is null ? Math.Round(Math.Min(left / rate, LongestEtaSeconds), 1) : null,
            Waiting = waiting,
            Retrying = state.State is "running" or "publishing" && Volatile.Read(ref _retrying),
            DownloadsThisRun = Volatile.Read(ref _downloads),
            EmbeddingsThisRun = Volatile.Read(ref _embeddings),
            RetriesThisRun = Volatile.Read(ref _retries),
            Rates = new(Math.Round(_downloadRate.PerSecond, 1), Math.Round(_byteRate.PerSecond), Math.Round(_embeddingRate.PerSecond, 1)),
            Models = [.. _models.Values.OrderBy(model => model.Name, StringComparer.Ordinal)],
            Reasons = _reasons,
            Hosts = hosts,
            Current = [.. _current.Values.OrderBy(current => current.Since).Take(MostCurrent)
                .Select(current => new CurrentImage(current.Stage, current.Source.ImageId, _shown(current.Source.Url), Math.Round(clock.GetElapsedTime(current.Since).TotalSeconds, 1)))],
            Failures = failures?.Select(FailedRow.Of).ToList(),
            FailuresByHost = failuresByHost?.Select(FailedHost.Of).ToList(),
            DamagedImages = damaged?.Select(DamagedRow.Of).ToList(),
        };
    }

    private string? Waiting(long left, IReadOnlyList<HostProgress> hosts)
    {
        if (left == 0 || _current.Values.Any(current => current.Stage == "embed") || clock.GetElapsedTime(Volatile.Read(ref _lastFinished)) < s_slow)
            return null;
        var slow = _current.Values.Where(current => current.Stage == "download" && clock.GetElapsedTime(current.Since) >= s_slow).Select(current => HostName.Of(current.Source.Url)).ToList();
        return WaitingText.Of(left, slow, hosts, clock.GetUtcNow());
    }

    private void CountFinished()
    {
        Interlocked.Increment(ref _finishedThisRun);
        Volatile.Write(ref _lastFinished, clock.GetTimestamp());
    }

    private double Rate()
    {
        var started = Volatile.Read(ref _startedTicks);
        if (started == 0)
            return 0;
        var seconds = clock.GetElapsedTime(started).TotalSeconds;
        return seconds > 0 ? Volatile.Read(ref _finishedThisRun) / seconds : 0;
    }

    private sealed class Current(StatusBoard board, long ticket) : IDisposable
    {
        public void Dispose() => board._current.TryRemove(ticket, out _);
    }
}
