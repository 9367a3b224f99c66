using System.ComponentModel.DataAnnotations;

namespace ImageRetrieval.Portal;

/// <summary>The configuration section <c>Portal</c>.</summary>
internal sealed class PortalOptions : IValidatableObject
{
    internal const string Section = "Portal";

    private static readonly string[] s_schemes = ["http", "https", "https+http", "http+https"];

    /// <summary>The Api's address: a name that service discovery resolves, or a plain HTTP address.</summary>
    [Required]
    public Uri ApiAddress { get; set; } = new("https+http://api");

    /// <summary>The largest accepted picture, in megabytes.</summary>
    [Range(1, 500)]
    public int MaxUploadMegabytes { get; set; } = 20;

    /// <summary>The time limit of one request to the Api, in seconds.</summary>
    [Range(1, 600)]
    public int ApiTimeoutSeconds { get; set; } = 30;

    /// <summary>The key that is sent to the Api as <c>X-Api-Key</c>, where the Api requires one.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The Api's address for browsers, for links to its documentation; null for no links.</summary>
    public Uri? PublicApiAddress { get; set; }

    /// <summary>The dashboard's address, for links to traces; null for no links.</summary>
    public Uri? DashboardAddress { get; set; }

    /// <summary>The columns that a picture's title is read from, separated by commas; the first one with a value is used.</summary>
    [Required]
    public string TitleColumns { get; set; } = "title, name, label";

    /// <summary>The columns that are shown after the title, separated by commas; an empty text for none.</summary>
    [Required(AllowEmptyStrings = true)]
    public string DetailColumns { get; set; } = "price, date, year";

    /// <summary>
    /// Whether all visitors are operators: they may pause and resume the ingest, see and retry failures, and see texts for operators.
    /// Null for the browsers of this machine only.
    /// </summary>
    public bool? IngestCommands { get; set; }

    /// <summary>The maximum number of uploaded pictures that are kept so that links to their searches work.</summary>
    [Range(1, 100_000)]
    public int KeptUploads { get; set; } = 256;

    /// <summary>The maximum memory of the kept pictures, in megabytes.</summary>
    [Range(1, 100_000)]
    public int KeptUploadMegabytes { get; set; } = 256;

    /// <summary>How long a picture is kept after its last use, in minutes.</summary>
    [Range(1, 10_080)]
    public int KeptUploadMinutes { get; set; } = 60;

    internal long KeptUploadBytes => KeptUploadMegabytes * 1024L * 1024;

    internal long MaxUploadBytes => MaxUploadMegabytes * 1024L * 1024;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!ApiAddress.IsAbsoluteUri || !s_schemes.Contains(ApiAddress.Scheme))
            yield return new ValidationResult($"{Section}:{nameof(ApiAddress)} is '{ApiAddress}': it must be absolute and start with one of {string.Join(", ", s_schemes)}.");
        foreach (var (name, address) in ((string, Uri?)[])[(nameof(DashboardAddress), DashboardAddress), (nameof(PublicApiAddress), PublicApiAddress)])
        {
            if (address is not null && !(address.IsAbsoluteUri && address.Scheme is "http" or "https"))
                yield return new ValidationResult($"{Section}:{name} is '{address}': it must start with http:// or https://.");
        }
    }
}
