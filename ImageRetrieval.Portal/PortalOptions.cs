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

    public long MaxUploadBytes => MaxUploadMegabytes * 1024L * 1024;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!ApiAddress.IsAbsoluteUri || !s_schemes.Contains(ApiAddress.Scheme))
            yield return new ValidationResult($"{Section}:{nameof(ApiAddress)} is '{ApiAddress}': it must be absolute and start with one of {string.Join(", ", s_schemes)}.");
    }
}
