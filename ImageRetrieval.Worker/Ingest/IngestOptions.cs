using System.ComponentModel.DataAnnotations;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>The configuration section <c>Ingest</c>.</summary>
internal sealed class IngestOptions : IValidatableObject
{
    internal const string Section = "Ingest";

    /// <summary>The list of image URLs. Option <c>--csv</c>.</summary>
    [Required(ErrorMessage = "Ingest:Csv is empty: give the list of image URLs with --csv my.csv.")]
    public string Csv { get; set; } = "";

    /// <summary>End when the list is done: exit code 0, or 1 when nothing could be indexed. Option <c>--once</c>.</summary>
    public bool Once { get; set; }

    /// <summary>Downloads at a time.</summary>
    [Range(1, 256)]
    public int DownloadConcurrency { get; set; } = 8;

    /// <summary>Images that are decoded and embedded at a time; 0 takes one for each core.</summary>
    [Range(0, 256)]
    public int EmbedConcurrency { get; set; }

    /// <summary>Seconds for one try of a download, from the request to the last byte.</summary>
    [Range(1, 3600)]
    public int DownloadTimeoutSeconds { get; set; } = 60;

    /// <summary>Tries of a download that fails for a reason that may pass.</summary>
    [Range(1, 10)]
    public int DownloadAttempts { get; set; } = 3;

    /// <summary>The largest download, in bytes.</summary>
    [Range(1024, int.MaxValue)]
    public int MaxImageBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Who runs this, for the User-Agent header: an address that a site's owner can write to.</summary>
    public string? Contact { get; set; }

    /// <summary>Seconds until weights that could not be downloaded are asked for again; not with <see cref="Once"/>.</summary>
    [Range(1, 3600)]
    public int WeightsRetrySeconds { get; set; } = 60;

    /// <summary>Older snapshots that are kept for each model.</summary>
    [Range(0, 100)]
    public int KeepSnapshots { get; set; } = 2;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!File.Exists(Csv))
            yield return new ValidationResult($"Ingest:Csv is '{Path.GetFullPath(Csv)}', which does not exist: give the list of image URLs with --csv my.csv.");
    }
}
