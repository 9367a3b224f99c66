using ImageRetrieval.Worker.Duplicates;
using ImageRetrieval.Worker.Ingest;
using ImageRetrieval.Worker.Status;

namespace ImageRetrieval.Worker.Publish;

/// <summary>
/// Publishes snapshots while the pipeline is running, so that users can search while the rest is downloaded, and so that one slow
/// download does not hold up what is stored already.
/// </summary>
/// <param name="options">When a snapshot is due.</param>
/// <param name="publisher">Makes it.</param>
/// <param name="duplicates">Searches for the duplicates of what was published, in parallel.</param>
/// <param name="counters">The numbers of embedded images.</param>
/// <param name="inWork">Shows whether anything is in progress.</param>
/// <param name="clock">Measures.</param>
internal sealed class EarlyPublishing(PublishOptions options, ModelPublisher publisher, EarlyDuplicates duplicates, RunCounters counters, ImagesInProgress inWork, TimeProvider clock)
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(100);

    // A download that has taken this long counts as slow; most servers answer sooner.
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(1);

    // Longer than an image is between two stages: from its download to a model, from one row to the next.
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(250);

    private long _busyAt = clock.GetTimestamp();

    /// <summary>Returns when the token is cancelled: a snapshot that is being built is then discarded, and the one at the end replaces it.</summary>
    /// <param name="models">For these.</param>
    /// <param name="changed">Whether the list itself has changed since the last snapshot.</param>
    /// <param name="token">Ends it.</param>
    internal async Task RunAsync(IReadOnlyList<IngestModel> models, bool changed, CancellationToken token)
    {
        using var timer = new PeriodicTimer(s_period, clock);
        try
        {
            var schedules = new List<(IngestModel Model, PublishSchedule Schedule)>();
            foreach (var model in models)
            {
                // While a model's old space is searched, its new one waits until it is complete.
                if (!await publisher.HasForeignAsync(model, token))
                    schedules.Add((model, new(options, clock, await publisher.NewestAsync(model, token) is null ? 0 : counters.EmbeddedBy(model.Name), changed)));
            }
            while (await timer.WaitForNextTickAsync(token))
            {
                var quiet = IsQuiet();
                foreach (var (model, schedule) in schedules)
                    await PublishIfDueAsync(model, schedule, quiet, token);
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
        }
    }

    // Nothing is being embedded, and only slow servers are being waited for.
    private bool IsQuiet()
    {
        if (!inWork.AreSlowDownloads(s_slow))
            _busyAt = clock.GetTimestamp();
        return clock.GetElapsedTime(_busyAt) >= s_quiet;
    }

    private async ValueTask PublishIfDueAsync(IngestModel model, PublishSchedule schedule, bool quiet, CancellationToken token)
    {
        var embedded = counters.EmbeddedBy(model.Name);
        if (!schedule.IsDue(embedded, quiet))
            return;
        var started = clock.GetTimestamp();
        // What is embedded is committed a moment later: a first snapshot waits for that, and only one made in quiet is sure to hold all.
        var atLeast = quiet || await publisher.NewestAsync(model, token) is not null ? 1 : options.FirstImages;
        var held = await publisher.PublishAsync(model, rebuild: false, atLeast, token);
        if (held > 0 && await publisher.NewestAsync(model, token) is { } newest)
            duplicates.Add(model.Name, newest.Version);
        schedule.Made(quiet ? embedded : Math.Min(embedded, held), clock.GetElapsedTime(started));
    }
}
