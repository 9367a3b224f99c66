using ImageRetrieval.Worker.Ingest;
using ImageRetrieval.Worker.Status;

namespace ImageRetrieval.Worker.Publish;

/// <summary>Publishes snapshots beside the running pipeline, so that people can search while the rest comes.</summary>
internal sealed class EarlyPublishing(PublishOptions options, ModelPublisher publisher, IReadOnlyList<LoadedModel> models, StatusBoard status, TimeProvider clock)
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(500);

    /// <summary>Returns when the token is cancelled: a snapshot in the making is then given up, and the one at the end replaces it.</summary>
    internal async Task RunAsync(CancellationToken token)
    {
        // While a model's old space is searched, its new one waits until it is complete.
        var schedules = models.Where(model => !publisher.HasForeignSnapshot(model))
            .Select(model => (Model: model, Schedule: new PublishSchedule(options, clock, publisher.HasSnapshot(model) ? status.Embedded(model.Name) : 0)))
            .ToList();
        using var timer = new PeriodicTimer(s_period, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(token))
            {
                foreach (var (model, schedule) in schedules)
                    PublishIfDue(model, schedule, token);
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
        }
    }

    private void PublishIfDue(LoadedModel model, PublishSchedule schedule, CancellationToken token)
    {
        var embedded = status.Embedded(model.Name);
        if (!schedule.IsDue(embedded))
            return;
        var started = clock.GetTimestamp();
        publisher.Publish(model, token);
        schedule.Made(embedded, clock.GetElapsedTime(started));
    }
}
