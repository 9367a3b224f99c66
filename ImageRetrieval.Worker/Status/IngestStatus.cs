using ImageRetrieval.Worker.Download;

namespace ImageRetrieval.Worker.Status;

/// <summary>What <c>/status</c> and <c>&lt;data&gt;/status.json</c> show: one moment of an ingest run.</summary>
internal sealed record IngestStatus
{
    /// <summary><c>idle</c>, <c>loading</c>, <c>running</c>, <c>publishing</c>, <c>done</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>One sentence: what is in progress, or why it failed.</summary>
    public string? Message { get; init; }

    /// <summary>Whether the work is paused by <c>POST /status/pause</c>.</summary>
    public bool Paused { get; init; }

    /// <summary>When this was written, UTC; a running Worker writes it every second.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>File names of the lists, names of the folders.</summary>
    public string? List { get; init; }

    /// <summary>Rows of the list, rejected ones included.</summary>
    public long Total { get; init; }

    /// <summary>Images whose bytes are stored.</summary>
    public long Downloaded { get; init; }

    /// <summary>Images that every model has embedded.</summary>
    public long Indexed { get; init; }

    /// <summary>Rows and images that failed; their reasons are in <see cref="Reasons"/>.</summary>
    public long Failed { get; init; }

    /// <summary>Images that are indexed although their files are damaged: parts of them may be wrong.</summary>
    public long Damaged { get; init; }

    /// <summary>Images finished per second, over this run.</summary>
    public double ImagesPerSecond { get; init; }

    /// <summary>Seconds until the list is done at that rate; null when unknown.</summary>
    public double? EtaSeconds { get; init; }

    /// <summary>One sentence, when only slow or later downloads are left, whose time is unknown; otherwise null.</summary>
    public string? Waiting { get; init; }

    /// <summary>Whether this pass only retries what failed before.</summary>
    public bool Retrying { get; init; }

    /// <summary>Downloads made by this process; 0 when everything was there already.</summary>
    public long DownloadsThisRun { get; init; }

    /// <summary>Embeddings computed by this process, over all models.</summary>
    public long EmbeddingsThisRun { get; init; }

    /// <summary>Downloads that failed and were queued for a retry, by this process.</summary>
    public long RetriesThisRun { get; init; }

    /// <summary>What the stages do at this moment.</summary>
    public StageRates Rates { get; init; } = new(0, 0, 0);

    public IReadOnlyList<ModelStatus> Models { get; init; } = [];

    /// <summary>Failures by reason.</summary>
    public IReadOnlyDictionary<string, long> Reasons { get; init; } = new Dictionary<string, long>();

    /// <summary>The active hosts, those with the most work first.</summary>
    public IReadOnlyList<HostProgress> Hosts { get; init; } = [];

    /// <summary>The images in progress, those that have taken longest first.</summary>
    public IReadOnlyList<CurrentImage> Current { get; init; } = [];

    /// <summary>The hosts with the most failures; only in <c>/status</c>.</summary>
    public IReadOnlyList<FailedHost>? FailuresByHost { get; init; }

    /// <summary>The first damaged images in the order of the list; only in <c>/status</c>.</summary>
    public IReadOnlyList<DamagedRow>? DamagedImages { get; init; }

    /// <summary>The first failures in the order of the list; only in <c>/status</c>.</summary>
    public IReadOnlyList<FailedRow>? Failures { get; init; }
}
