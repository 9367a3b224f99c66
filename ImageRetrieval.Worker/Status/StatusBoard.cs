using System.Collections.Concurrent;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.Download;

namespace ImageRetrieval.Worker.Status;

/// <summary>What is shown of the run: stages write what they do, and reports read it together with the numbers. Thread-safe.</summary>
internal sealed class StatusBoard(RunCounters counters, ImagesInProgress inWork, TimeProvider clock)
{
    private const int MostCurrent = 50;
    private const int MostHosts = 50;

    // A century: a longer time is of no use, and does not fit into a TimeSpan.
    private const double LongestEtaSeconds = 100 * 365.25 * 86_400;

    // A download that has taken so long, and a pass in which nothing was finished for so long, are waited for.
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, ModelText> _models = new(StringComparer.Ordinal);
    private volatile StateText _state = new("idle", null);
    private volatile string? _list;
    private volatile string? _listProblem;
    private volatile IReadOnlyDictionary<string, long> _reasons = new Dictionary<string, long>();
    private volatile Func<IReadOnlyList<HostProgress>> _hosts = () => [];
    private volatile Func<string, string> _shown = ImageUrl.Shown;
    private long _damaged;

    // Whether this pass has no rows that were never tried before.
    private bool _retrying;

    private sealed record StateText(string State, string? Message);

    private sealed record ModelText(string? Published, string? Message);

    internal string State => _state.State;

    /// <summary>Whether the work is paused; set by the commands.</summary>
    internal bool Paused { get; set; }

    internal void SetState(string state, string? message = null) => _state = new(state, message);

    /// <summary>File names of the lists, names of the folders.</summary>
    internal void SetList(string list) => _list = list;

    /// <summary>What is wrong with a list; shown wherever the state has no message of its own.</summary>
    internal void SetListProblem(string? problem) => _listProblem = problem;

    /// <summary>Whether this pass only retries what failed before.</summary>
    internal void SetRetrying(bool retrying) => Volatile.Write(ref _retrying, retrying);

    /// <summary>Where the hosts' progress can be read during this pass.</summary>
    internal void Watch(Func<int, IReadOnlyList<HostProgress>> hosts) => _hosts = () => hosts(MostHosts);

    /// <summary>How the URLs of images in progress are shown to clients.</summary>
    internal void ShowUrlsAs(Func<string, string> shown) => _shown = shown;

    internal void SetModel(string model, string? message) =>
        _models.AddOrUpdate(model, _ => new(null, message), (_, old) => old with { Message = message });

    internal void SetPublished(string model, string version) =>
        _models.AddOrUpdate(model, _ => new(version, null), (_, old) => old with { Published = version });

    /// <summary>The catalog's failures of the current lists.</summary>
    internal void SetReasons(IReadOnlyDictionary<FailureReason, long> reasons, long damaged)
    {
        _reasons = ReasonCounts.Named(reasons);
        Volatile.Write(ref _damaged, damaged);
    }

    internal IngestStatus Read(IReadOnlyList<FailedImage>? failures = null, IReadOnlyList<HostFailures>? failuresByHost = null, IReadOnlyList<DamagedImage>? damaged = null)
    {
        var state = _state;
        var (total, failed, indexed) = (counters.Total, counters.Failed, counters.Indexed);
        var rate = counters.PerSecond;
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
            Downloaded = counters.Downloaded,
            Indexed = indexed,
            Failed = failed,
            Damaged = Volatile.Read(ref _damaged),
            ImagesPerSecond = Math.Round(rate, 2),
            EtaSeconds = state.State == "running" && rate > 0 && !Paused && waiting is null ? Math.Round(Math.Min(left / rate, LongestEtaSeconds), 1) : null,
            Waiting = waiting,
            Retrying = state.State is "running" or "publishing" && Volatile.Read(ref _retrying),
            DownloadsThisRun = counters.Downloads,
            EmbeddingsThisRun = counters.Embeddings,
            RetriesThisRun = counters.Retries,
            Rates = counters.Rates,
            Models = Models(),
            Reasons = _reasons,
            Hosts = hosts,
            Current = inWork.Longest(MostCurrent, _shown),
            Failures = failures?.Select(FailedRow.Of).ToList(),
            FailuresByHost = failuresByHost?.Select(FailedHost.Of).ToList(),
            DamagedImages = damaged?.Select(DamagedRow.Of).ToList(),
        };
    }

    private List<ModelStatus> Models() =>
        [.. _models.Keys.Union(counters.Models, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Text: _models.GetValueOrDefault(name)))
            .Select(model => new ModelStatus(model.Name, counters.EmbeddedBy(model.Name), model.Text?.Published, model.Text?.Message))];

    private string? Waiting(long left, IReadOnlyList<HostProgress> hosts) => left == 0 || inWork.AnyIsEmbedded || counters.SinceLastFinished < s_slow
        ? null
        : WaitingText.Of(left, inWork.HostsOfSlowDownloads(s_slow), hosts, clock.GetUtcNow());
}
