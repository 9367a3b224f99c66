using System.Globalization;
using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Pages;

/// <summary>How the index is coming along, in words. Nothing is shown while there is nothing to wait for.</summary>
internal sealed record StatusView(IngestProgress? Ingest, ModelList Models)
{
    /// <summary>Somebody waits: the Worker is at work, or no model can be searched with yet.</summary>
    public bool IsBuilding => Ingest is { IsRunning: true } || (!CanSearch && Models.Models.Any(m => !m.HasFailed));
    public bool HasFailed => !IsBuilding && Ingest is { HasFailed: true };
    public bool IsShown => IsBuilding || HasFailed;
    public bool CanSearch => Models.Models.Any(m => m.IsReady);

    public string Title => HasFailed ? "Building the index failed"
        : Ingest?.State == "publishing" ? "The index is being published"
        : Ingest is not { IsRunning: true } ? "Waiting for the index"
        : CanSearch ? "New pictures are being indexed" : "The index is being built";

    public long Done => Ingest is null ? 0 : Ingest.Indexed + Ingest.Failed;
    public bool HasShare => Ingest is { IsRunning: true, Total: > 0 };

    public IEnumerable<string> Facts()
    {
        if (Ingest is not { } now || now.Total == 0)
            yield break;
        yield return $"{Number(Done)} of {Number(now.Total)} pictures";
        if (now.Downloaded > 0 && now.IsRunning) yield return $"{Number(now.Downloaded)} downloaded";
        if (now.Failed > 0) yield return $"{Number(now.Failed)} could not be used{Reasons(now)}";
        if (now is { IsRunning: true, ImagesPerSecond: > 0 }) yield return $"{now.ImagesPerSecond.Value.ToString("0.#", CultureInfo.InvariantCulture)} a second";
        if (now is { IsRunning: true, EtaSeconds: > 0 }) yield return Left(TimeSpan.FromSeconds(Math.Min(now.EtaSeconds.Value, 86400 * 365)));
    }

    private static string Reasons(IngestProgress now) => now.Reasons is not { Count: > 0 } reasons ? ""
        : $" ({string.Join(", ", reasons.OrderByDescending(r => r.Value).Take(4).Select(r => $"{r.Key.Replace('_', ' ')}: {Number(r.Value)}"))})";

    private static string Left(TimeSpan left) => left switch
    {
        { TotalSeconds: < 90 } => $"about {Math.Ceiling(left.TotalSeconds / 5) * 5:0} s left",
        { TotalMinutes: < 90 } => $"about {Math.Round(left.TotalMinutes):0} min left",
        _ => $"about {Math.Round(left.TotalHours):0} h left",
    };

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
