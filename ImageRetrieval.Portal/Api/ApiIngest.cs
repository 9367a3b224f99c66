namespace ImageRetrieval.Portal.Api;

/// <summary>The answer of <c>GET /v1/ingest</c>: the Worker's progress.</summary>
internal sealed record ApiIngest(
    ApiIngestState State, DateTimeOffset? Updated, string? List, long Total, long Downloaded, long Indexed, long Failed,
    double? ImagesPerSecond, double? EtaSeconds, IReadOnlyDictionary<string, long>? Reasons)
{
    public string? Message { get; init; }
    public bool Paused { get; init; }
    public long Damaged { get; init; }

    /// <summary>What the Worker is waiting for, in a sentence, when nothing else is left to do; otherwise null.</summary>
    public string? Waiting { get; init; }

    /// <summary>Whether it is only retrying earlier failures.</summary>
    public bool Retrying { get; init; }
    public long RetriesThisRun { get; init; }
    public ApiIngestRates? Rates { get; init; }
    public IReadOnlyList<ApiIngestModel> Models { get; init; } = [];
    public IReadOnlyList<ApiIngestHost> Hosts { get; init; } = [];
    public IReadOnlyList<ApiIngestImage> Current { get; init; } = [];

    internal bool IsRunning => State is ApiIngestState.Running or ApiIngestState.Publishing or ApiIngestState.Loading;
    internal bool HasFailed => State == ApiIngestState.Failed;
}

internal sealed record ApiIngestRates(double DownloadsPerSecond, double BytesPerSecond, double EmbeddingsPerSecond);

internal sealed record ApiIngestModel(string Name, long Embedded, string? Published, string? Message);

internal sealed record ApiIngestHost(string? Host, int Active, long Left, long Downloaded, long Failed, DateTimeOffset? NextTry);

internal sealed record ApiIngestImage(ApiIngestStage Stage, string? Id, string? Url, double Seconds);
