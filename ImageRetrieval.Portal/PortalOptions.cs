using System.ComponentModel.DataAnnotations;

namespace ImageRetrieval.Portal;

/// <summary>The section <c>Portal</c> of the configuration.</summary>
internal sealed class PortalOptions : IValidatableObject
{
    public const string Section = "Portal";

    private static readonly string[] s_schemes = ["http", "https", "https+http", "http+https"];

    /// <summary>Where the Api is: a name that service discovery resolves, or a plain http address.</summary>
    [Required]
    public Uri ApiAddress { get; set; } = new("https+http://api");

    /// <summary>The largest picture that is accepted for a search.</summary>
    [Range(1, 500)]
    public int MaxUploadMegabytes { get; set; } = 20;

    /// <summary>How long the Api may take for one answer.</summary>
    [Range(1, 600)]
    public int ApiTimeoutSeconds { get; set; } = 30;

    /// <summary>Sent to the Api as <c>X-Api-Key</c>, where it asks for one.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Where the dashboard is, for links to traces; null for no links.</summary>
    public Uri? DashboardAddress { get; set; }

    /// <summary>Whether visitors may pause the ingest and have it try again.</summary>
    public bool IngestCommands { get; set; } = true;

    /// <summary>The most query pictures that are kept, so that their links work.</summary>
    [Range(1, 100_000)]
    public int KeptUploads { get; set; } = 256;

    /// <summary>The most memory that they take.</summary>
    [Range(1, 100_000)]
    public int KeptUploadMegabytes { get; set; } = 256;

    /// <summary>How long one is kept after its last use.</summary>
    [Range(1, 10_080)]
    public int KeptUploadMinutes { get; set; } = 60;

    public long KeptUploadBytes => KeptUploadMegabytes * 1024L * 1024;

    public long MaxUploadBytes => MaxUploadMegabytes * 1024L * 1024;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!ApiAddress.IsAbsoluteUri || !s_schemes.Contains(ApiAddress.Scheme))
            yield return new ValidationResult($"{Section}:{nameof(ApiAddress)} is '{ApiAddress}': it must be absolute and start with one of {string.Join(", ", s_schemes)}.");
        if (DashboardAddress is { } dashboard && !(dashboard.IsAbsoluteUri && dashboard.Scheme is "http" or "https"))
            yield return new ValidationResult($"{Section}:{nameof(DashboardAddress)} is '{DashboardAddress}': it must start with http:// or https://.");
    }
}
