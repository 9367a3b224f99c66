using ImageRetrieval.Worker.Duplicates;
using ImageRetrieval.Worker.Ingest;
using ImageRetrieval.Worker.Status;

namespace ImageRetrieval.Worker.Publish;

/// <summary>
/// Publishes snapshots beside the running pipeline, so that people can search while the rest comes, and so that one slow
/// download holds up nothing that is there already.
/// </summary>
/// <param name="options">When a snapshot is due.</param>
/// <param name="publisher">Makes it.</param>
/// <param name="duplicates">Looks for the duplicates of what was published, beside this.</param>
/// <param name="models">For these.</param>
/// <param name="changed">Whether the list itself has changed since the last snapshot.</param>
/// <param name="status">Tells what is embedded, and whether anything is going on.</param>
/// <param name="clock">Measures.</param>
internal sealed class EarlyPublishing(PublishOptions options, ModelPublisher publisher, EarlyDuplicates duplicates, IReadOnlyList<LoadedModel> models, bool changed, StatusBoard status, TimeProvider clock)
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(100);

    // A download that has taken so long is waited for; a server that answers is quicker.
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(1);

    // Longer than an image is between two hands: from its download to a model, from one row to the next.
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(250);

    private long _busyAt = clock.GetTimestamp();

    /// <summary>Returns when the token is cancelled: a snapshot in the making is then given up, and the one at the end replaces it.</summary>
    internal async Task RunAsync(CancellationToken token)
    {
        // While a model's old space is searched, its new one waits until it is complete.
        var schedules = models.Where(model => !publisher.HasForeignSnapshot(model))
            .Select(model => (Model: model, Schedule: new PublishSchedule(options, clock, publisher.HasSnapshot(model) ? status.Embedded(model.Name) : 0, changed)))
            .ToList();
        using var timer = new PeriodicTimer(s_period, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(token))
            {
                var quiet = IsQuiet();
                foreach (var (model, schedule) in schedules)
                    PublishIfDue(model, schedule, quiet, token);
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
        }
    }

    // Nothing is in the models' hands, and nothing on its way but from slow servers: what is left has to be waited for.
    private bool IsQuiet()
    {
        if (!status.IsWaitingForServers(s_slow))
            _busyAt = clock.GetTimestamp();
        return clock.GetElapsedTime(_busyAt) >= s_quiet;
    }

    private void PublishIfDue(LoadedModel model, PublishSchedule schedule, bool quiet, CancellationToken token)
    {
        var embedded = status.Embedded(model.Name);
        if (!schedule.IsDue(embedded, quiet))
            return;
        var started = clock.GetTimestamp();
        // What is embedded is committed a moment later: a first snapshot waits for that, and only one made in quiet is sure to hold all.
        var held = publisher.Publish(model, atLeast: quiet || publisher.HasSnapshot(model) ? 1 : options.FirstImages, token);
        if (held > 0 && publisher.NewestPath(model) is { } path)
            duplicates.Add(model.Name, path);
        schedule.Made(quiet ? embedded : Math.Min(embedded, held), clock.GetElapsedTime(started));
    }
}
