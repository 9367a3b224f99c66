using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.Status;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest.Pass;

/// <summary>What one pass leaves for the next: unpublished changes, commands, times. Not thread-safe.</summary>
internal sealed class PassPlan(IOptions<IngestOptions> options, IWorkSource work, RunCounters counters, WorkSignal signal, TimeProvider clock)
{
    // Failed images become due one by one: a pass for each would be a pass without end.
    private static readonly TimeSpan s_shortestPause = TimeSpan.FromSeconds(30);

    private bool _isFirst = true;
    private IngestPass? _unfinished;
    private int _searchable;
    private long _rebuilds, _rebuildsOfPass;
    private long _workDone;

    /// <summary>Begins a pass. What an unfinished one had found changed is still to be published.</summary>
    internal IngestPass Begin()
    {
        // Decided before anything is done: what a retry later puts off counts from here.
        var pass = new IngestPass(_isFirst ? DateTimeOffset.MaxValue : clock.GetUtcNow())
        {
            IsChanged = _isFirst || _unfinished is { IsChanged: true },
            Searchable = _searchable,
        };
        _workDone = counters.WorkDone;
        return _unfinished = pass;
    }

    /// <summary>The pipeline has ended: decides whether and how to publish. Later commands are for the next pass.</summary>
    internal void DecidePublishing(IngestPass pass)
    {
        _rebuildsOfPass = signal.Rebuilds;
        pass.IsRebuild = _rebuildsOfPass != _rebuilds;
        pass.IsChanged |= counters.WorkDone != _workDone || pass.IsRebuild;
    }

    /// <summary>Ends a pass.</summary>
    internal async ValueTask<PassResult> EndAsync(IngestPass pass, CancellationToken token)
    {
        (_isFirst, _unfinished, _rebuilds, _searchable) = (false, null, _rebuildsOfPass, pass.Searchable);
        var next = pass.LostFiles
            ? clock.GetUtcNow()
            : NotBefore(clock.GetUtcNow() + s_shortestPause, Earlier(await work.NextDueAsync(token), await NextRefreshAsync(token)));
        return new(pass.Searchable, pass.ListProblem, next);
    }

    private async ValueTask<DateTimeOffset?> NextRefreshAsync(CancellationToken token) =>
        options.Value.RefreshHours > 0 && await work.OldestCheckAsync(token) is { } oldest ? oldest + TimeSpan.FromHours(options.Value.RefreshHours) : null;

    private static DateTimeOffset? NotBefore(DateTimeOffset first, DateTimeOffset? time) => time < first ? first : time;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null ? other : other is null ? one : one < other ? one : other;
}
