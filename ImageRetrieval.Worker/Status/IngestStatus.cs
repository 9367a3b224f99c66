using ImageRetrieval.Worker.Catalog;

namespace ImageRetrieval.Worker.Status;

/// <summary>What <c>/status</c> and <c>&lt;data&gt;/status.json</c> say: one moment of an ingest run.</summary>
internal sealed record IngestStatus
{
    /// <summary><c>idle</c>, <c>loading</c>, <c>running</c>, <c>publishing</c>, <c>done</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>One sentence: what is going on, or why it failed.</summary>
    public string? Message { get; init; }

    /// <summary>When this was written, UTC; a running Worker writes it every second.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>File name of the list.</summary>
    public string? List { get; init; }

    /// <summary>Rows of the list, rejected ones included.</summary>
    public long Total { get; init; }

    /// <summary>Images whose bytes are on disk.</summary>
    public long Downloaded { get; init; }

    /// <summary>Images that every model has embedded.</summary>
    public long Indexed { get; init; }

    /// <summary>Rows and images that gave nothing; their reasons are in <see cref="Reasons"/>.</summary>
    public long Failed { get; init; }

    /// <summary>Images finished a second, over this run.</summary>
    public double ImagesPerSecond { get; init; }

    /// <summary>Seconds until the list is done at that rate; null when it is not known.</summary>
    public double? EtaSeconds { get; init; }

    /// <summary>Downloads made by this process; 0 when everything was there already.</summary>
    public long DownloadsThisRun { get; init; }

    /// <summary>Embeddings made by this process, over all models.</summary>
    public long EmbeddingsThisRun { get; init; }

    public IReadOnlyList<ModelStatus> Models { get; init; } = [];

    /// <summary>Failures by reason.</summary>
    public IReadOnlyDictionary<string, long> Reasons { get; init; } = new Dictionary<string, long>();

    /// <summary>The first failures in the order of the list; only in <c>/status</c>.</summary>
    public IReadOnlyList<FailedImage>? Failures { get; init; }
}
