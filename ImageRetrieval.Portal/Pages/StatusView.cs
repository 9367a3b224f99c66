using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Language;

namespace ImageRetrieval.Portal.Pages;

/// <summary>The progress of the index in words. Nothing is shown when there is nothing to wait for.</summary>
internal sealed record StatusView(ApiIngest? Ingest, ApiModels Models)
{
    /// <summary>Whether the Worker is working, or no model can be searched yet.</summary>
    internal bool IsBuilding => Ingest is { IsRunning: true } || (!CanSearch && Models.Models.Any(m => !m.HasFailed));
    internal bool HasFailed => !IsBuilding && Ingest is { HasFailed: true };

    /// <summary>Whether the progress is shown. Retries of earlier failures and a check of possibly unchanged lists do not matter to visitors.</summary>
    internal bool IsShown => (IsBuilding && !(CanSearch && Ingest is { Paused: false } and ({ Retrying: true } or { State: ApiIngestState.Loading }))) || HasFailed;
    internal bool CanSearch => Models.Models.Any(m => m.IsReady);

    /// <summary>Changes when a new snapshot is published: searches may then find more.</summary>
    internal string Versions => string.Join(' ', Models.Models.Select(m => $"{m.Name}:{m.SnapshotVersion}"));

    internal string TitleKey => HasFailed ? "Status.Failed"
        : Ingest is { Paused: true } ? "Status.Paused"
        : Ingest?.State == ApiIngestState.Publishing ? "Status.Publishing"
        : Ingest is not { IsRunning: true } ? "Status.Waiting"
        : !CanSearch ? "Status.Building"
        : Ingest.Waiting is not null ? "Status.LastOnes" : "Status.Adding";

    internal long Done => Ingest is null ? 0 : Ingest.Indexed + Ingest.Failed;
    internal bool HasShare => Ingest is { IsRunning: true, Total: > 0 };

    /// <param name="texts">The texts.</param>
    /// <param name="isOperator">Whether to name what the Worker is waiting for: the sentence names hosts.</param>
    internal IEnumerable<string> Facts(Texts texts, bool isOperator)
    {
        if (Ingest is not { } now || now.Total == 0)
            yield break;
        yield return texts["Status.Done", NumberText.Number(Done), NumberText.Number(now.Total)];
        if (now.Downloaded > 0 && now.IsRunning) yield return texts["Status.Downloaded", NumberText.Number(now.Downloaded)];
        if (now.Failed > 0) yield return texts["Status.Unusable", NumberText.Number(now.Failed)];
        if (now is { IsRunning: true, ImagesPerSecond: > 0 }) yield return texts["Status.Rate", NumberText.Rate(now.ImagesPerSecond)];
        if (now is { IsRunning: true, Waiting: { } waiting } && isOperator) yield return waiting;
        else if (now is { IsRunning: true, EtaSeconds: > 0 }) yield return TimeLeft(now.EtaSeconds.Value, texts);
    }

    internal static string TimeLeft(double seconds, Texts texts) => seconds switch
    {
        < 90 => texts["Left.Seconds", Math.Ceiling(seconds / 5) * 5],
        < 5400 => texts["Left.Minutes", Math.Round(seconds / 60)],
        _ => texts["Left.Hours", NumberText.Number((long)Math.Min(seconds / 3600, 1e9))],
    };
}
