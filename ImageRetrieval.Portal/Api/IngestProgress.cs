namespace ImageRetrieval.Portal.Api;

/// <summary>The answer of <c>GET /v1/ingest</c>: how far the Worker is with its lists.</summary>
internal sealed record IngestProgress(
    string? State, DateTimeOffset? Updated, string? List, long Total, long Downloaded, long Indexed, long Failed,
    double? ImagesPerSecond, double? EtaSeconds, IReadOnlyDictionary<string, long>? Reasons)
{
    public string? Message { get; init; }
    public bool Paused { get; init; }
    public long Damaged { get; init; }

    /// <summary>For what the Worker waits, in a sentence, when nothing else is left; else null.</summary>
    public string? Waiting { get; init; }

    /// <summary>Whether it only tries again what failed before.</summary>
    public bool Retrying { get; init; }
    public long RetriesThisRun { get; init; }
    public IngestRates? Rates { get; init; }
    public IReadOnlyList<IngestedModel> Models { get; init; } = [];
    public IReadOnlyList<IngestHost> Hosts { get; init; } = [];
    public IReadOnlyList<IngestImage> Current { get; init; } = [];

    public bool IsRunning => State is "running" or "publishing" or "loading";
    public bool HasFailed => State == "failed";
}

internal sealed record IngestRates(double DownloadsPerSecond, double BytesPerSecond, double EmbeddingsPerSecond);

internal sealed record IngestedModel(string Name, long Embedded, string? Published, string? Message);

internal sealed record IngestHost(string? Host, int Active, long Left, long Downloaded, long Failed, DateTimeOffset? NextTry);

internal sealed record IngestImage(string? Stage, string? Id, string? Url, double Seconds);
