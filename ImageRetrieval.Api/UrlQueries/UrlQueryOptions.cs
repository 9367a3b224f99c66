using System.ComponentModel.DataAnnotations;
using System.Net;

namespace ImageRetrieval.Api.UrlQueries;

/// <summary>The configuration section <c>Api:UrlQueries</c>: whether and from where the service fetches query images.</summary>
internal sealed class UrlQueryOptions : IValidatableObject
{
    internal const string Section = "Api:UrlQueries";

    /// <summary>Whether URLs are fetched at all.</summary>
    public bool Enabled { get; set; }

    /// <summary>Schemes that may be fetched, separated by commas.</summary>
    [RegularExpression("https?(,https?)?", ErrorMessage = "Api:UrlQueries:Schemes must be https, http, or both, separated by a comma.")]
    public string Schemes { get; set; } = "https,http";

    /// <summary>Networks that may be fetched from although they are not public (10.1.0.0/16), separated by commas.</summary>
    public string AllowedNetworks { get; set; } = "";

    /// <summary>Seconds for one image, redirects included.</summary>
    [Range(0.1, 300)]
    public double TimeoutSeconds { get; set; } = 10;

    /// <summary>The longest image, in bytes.</summary>
    [Range(1024, int.MaxValue)]
    public int MaxBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Redirects that are followed, each checked like the first address.</summary>
    [Range(0, 20)]
    public int MaxRedirects { get; set; } = 3;

    internal IReadOnlyList<IPNetwork> Networks => [.. Split(AllowedNetworks).Select(IPNetwork.Parse)];

    internal IReadOnlyList<string> SchemeNames => Split(Schemes);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Split(AllowedNetworks).Where(text => !IPNetwork.TryParse(text, out _)).Select(text => new ValidationResult($"Api:UrlQueries:AllowedNetworks contains '{text}', which is not a network such as 10.1.0.0/16."));

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
