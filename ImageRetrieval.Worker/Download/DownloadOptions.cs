using System.ComponentModel.DataAnnotations;

namespace ImageRetrieval.Worker.Download;

/// <summary>The configuration section <c>Download</c>: what hosts are sent, and over which scheme.</summary>
internal sealed class DownloadOptions : IValidatableObject
{
    internal const string Section = "Download";

    /// <summary>Headers and cookies for a host: <c>example.org</c>, <c>*.example.org</c> for the names below it, or <c>*</c> for all.</summary>
    public Dictionary<string, HostOptions> Hosts { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether http URLs are requested by https.</summary>
    public bool UpgradeToHttps { get; set; }

    /// <summary>Whether a redirect from https to http is followed; Authorization and Cookie are not sent there.</summary>
    public bool FollowToHttp { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (host, options) in Hosts)
        {
            if (!HostPattern.TryParse(host, out _))
                yield return new ValidationResult($"Download:Hosts has '{host}', which is not a host: give a name without scheme, port and path (example.org), the names below it (*.example.org), or * for all.");
            foreach (var problem in options.Problems($"Download:Hosts:{host}"))
                yield return new ValidationResult(problem);
        }
    }
}
