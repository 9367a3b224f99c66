using System.ComponentModel.DataAnnotations;
using ImageRetrieval.Worker.UrlList;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>The configuration section <c>Ingest</c>.</summary>
internal sealed class IngestOptions : IValidatableObject
{
    internal const string Section = "Ingest";

    private IReadOnlyList<string>? _paths;

    /// <summary>Lists of image URLs and folders of images, separated by commas or as a JSON array. Option <c>--csv</c>, repeatable.</summary>
    public string Csv { get; set; } = "";

    /// <summary>The same, under a name that suits folders. Option <c>--source</c>.</summary>
    public string Sources { get; set; } = "";

    /// <summary>Folders, separated by commas, whose files a list may name as file:///…; folders that are sources are always allowed.</summary>
    public string AllowedRoots { get; set; } = "";

    /// <summary>The column of the lists that has the images' URLs; empty for the known names. Option <c>--url-column</c>.</summary>
    public string UrlColumn { get; set; } = "";

    /// <summary>The column of the lists that has the images' ids; empty for the known names. Option <c>--id-column</c>.</summary>
    public string IdColumn { get; set; } = "";

    /// <summary>The encoding of lists without a byte order mark, such as windows-1252; empty to detect it. Option <c>--list-encoding</c>.</summary>
    public string ListEncoding { get; set; } = "";

    /// <summary>End when the list is done: exit code 0, or 1 when nothing could be indexed. Option <c>--once</c>.</summary>
    public bool Once { get; set; }

    /// <summary>Whether changed lists and folders are read again while the service runs; not with <see cref="Once"/>.</summary>
    public bool Watch { get; set; } = true;

    /// <summary>Seconds without a further change before a changed list or folder is read again.</summary>
    [Range(0.05, 3600)]
    public double WatchQuietSeconds { get; set; } = 2;

    /// <summary>Seconds between two polls of the lists and folders, for changes behind links and on other machines' disks, which send no events; 0 for never.</summary>
    [Range(0, 3600)]
    public double WatchPollSeconds { get; set; } = 5;

    /// <summary>Maximum number of concurrent downloads.</summary>
    [Range(1, 1024)]
    public int DownloadConcurrency { get; set; } = 32;

    /// <summary>Maximum number of concurrent downloads from one host.</summary>
    [Range(1, 256)]
    public int HostConcurrency { get; set; } = 8;

    /// <summary>Maximum number of images that are decoded and embedded concurrently; 0 for one per core.</summary>
    [Range(0, 256)]
    public int EmbedConcurrency { get; set; }

    /// <summary>Seconds for one attempt of a download, from the request to the last byte.</summary>
    [Range(1, 3600)]
    public int DownloadTimeoutSeconds { get; set; } = 60;

    /// <summary>Seconds in which a server may send nothing.</summary>
    [Range(1, 3600)]
    public int DownloadIdleSeconds { get; set; } = 20;

    /// <summary>Seconds to establish a connection.</summary>
    [Range(1, 600)]
    public int ConnectTimeoutSeconds { get; set; } = 10;

    /// <summary>Attempts of a download in one pass when it fails for a temporary reason.</summary>
    [Range(1, 10)]
    public int DownloadAttempts { get; set; } = 3;

    /// <summary>Redirects that are followed for one image.</summary>
    [Range(0, 50)]
    public int MaxRedirects { get; set; } = 5;

    /// <summary>The largest download, in bytes.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int MaxImageBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Whether hosts with private, loopback, link-local or reserved addresses may be contacted: people index their own network.</summary>
    public bool AllowPrivateAddresses { get; set; } = true;

    /// <summary>Hours after which a server is asked, by ETag or Last-Modified, whether an image has changed; 0 for never.</summary>
    [Range(0, 100_000)]
    public double RefreshHours { get; set; }

    /// <summary>More than this many URLs with the same bytes are treated as a placeholder and omitted; 0 for never: no good image is dropped unless requested.</summary>
    [Range(0, int.MaxValue)]
    public int PlaceholderUrls { get; set; }

    /// <summary>The operator, for the User-Agent header: an address that a site's owner can write to.</summary>
    [RegularExpression("[!-'*-~]*", ErrorMessage = "Ingest:Contact must not contain spaces or parentheses: give an email address or a URL.")]
    public string? Contact { get; set; }

    /// <summary>Seconds until the download of weights that failed is retried; not with <see cref="Once"/>.</summary>
    [Range(1, 3600)]
    public int WeightsRetrySeconds { get; set; } = 60;

    /// <summary>Seconds until the run is retried after a full or failing disk; not with <see cref="Once"/>.</summary>
    [Range(0.05, 3600)]
    public double DiskRetrySeconds { get; set; } = 15;

    /// <summary>Older snapshots that are kept for each model.</summary>
    [Range(0, 100)]
    public int KeepSnapshots { get; set; } = 2;

    /// <summary>Threads that decode and embed.</summary>
    internal int EmbedThreads => EmbedConcurrency == 0 ? Environment.ProcessorCount : EmbedConcurrency;

    /// <summary>Every list and folder, as full paths. Determined once: existing files decide which commas separate, and a list may be missing for a moment.</summary>
    internal IReadOnlyList<string> Paths => _paths ??= [.. PathList.Split(Csv).Concat(PathList.Split(Sources)).Select(Path.GetFullPath).Distinct(StringComparer.Ordinal)];

    /// <summary>Folders under which files may be read.</summary>
    internal IReadOnlyList<string> Roots => [.. PathList.Split(AllowedRoots).Select(Path.GetFullPath).Concat(Paths.Where(Directory.Exists))];

    /// <summary>Every folder that the user has named, whether it exists or not.</summary>
    internal IEnumerable<string> NamedFolders => PathList.Split(AllowedRoots).Select(Path.GetFullPath).Concat(Paths);

    /// <summary>How lists are read.</summary>
    internal ListReading Reading(ILogger logger) => new() { UrlColumn = OrNull(UrlColumn), IdColumn = OrNull(IdColumn), Encoding = OrNull(ListEncoding), Logger = logger };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Paths.Count == 0)
            yield return new ValidationResult("Ingest:Csv is empty: give the list of image URLs with --csv my.csv, or a folder with --source pictures.");
        foreach (var path in Paths.Where(path => !Path.Exists(path)))
            yield return new ValidationResult($"Ingest:Csv is '{path}', which does not exist: give the list of image URLs with --csv my.csv, or a folder with --source pictures.");
        if (OrNull(ListEncoding) is { } encoding && TextForm.Named(encoding, "") is null)
            yield return new ValidationResult($"Ingest:ListEncoding is '{encoding}', which is not an encoding: give for instance utf-8, utf-16, windows-1252 or shift_jis, or omit it.");
        foreach (var root in PathList.Split(AllowedRoots).Where(root => !Directory.Exists(root)))
            yield return new ValidationResult($"Ingest:AllowedRoots contains '{Path.GetFullPath(root)}', which is not a folder.");
    }

    private static string? OrNull(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
