using System.ComponentModel.DataAnnotations;

namespace ImageRetrieval.Api.Safety;

/// <summary>The configuration section <c>Api:Safety</c>: how much one client, and all clients together, may request.</summary>
internal sealed class SafetyOptions : IValidatableObject
{
    internal const string Section = "Api:Safety";

    /// <summary>Images that wait for a free core; further ones are rejected temporarily (503).</summary>
    [Range(0, 100_000)]
    public int MaxWaiting { get; set; } = 256;

    /// <summary>Seconds until a running request is cancelled (503).</summary>
    [Range(0.1, 3600)]
    public double RequestSeconds { get; set; } = 60;

    /// <summary>Bytes per second at which a body must arrive (408), after <see cref="BodyGraceSeconds"/>.</summary>
    [Range(1, 1_000_000_000)]
    public int MinBodyBytesPerSecond { get; set; } = 1024;

    /// <summary>Seconds at the beginning of a body in which it may be slower. The server checks once per second.</summary>
    [Range(1.1, 3600)]
    public double BodyGraceSeconds { get; set; } = 5;

    /// <summary>Requests per second of one key, or of one address where no keys are configured; 0 for no limit.</summary>
    [Range(0, 1_000_000)]
    public int RequestsPerSecond { get; set; }

    /// <summary>Web sites whose pages may call the service (https://photos.example), separated by commas; <c>*</c> for all.</summary>
    public string CorsOrigins { get; set; } = "";

    /// <summary>The clients that may call. Empty: all.</summary>
    public IList<ApiKey> Keys { get; } = [];

    internal IReadOnlyList<string> Origins => CorsOrigins.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Keys.Select((key, i) => key.Fault is { } fault ? $"{Section}:Keys:{i}:{fault}" : null).OfType<string>()
            .Concat(Origins.Where(origin => origin != "*" && !(Uri.TryCreate(origin, UriKind.Absolute, out var address) && address.AbsolutePath == "/" && !origin.EndsWith('/')))
                .Select(origin => $"{Section}:CorsOrigins contains '{origin}'; an origin is a scheme, a host and an optional port: https://photos.example."))
            .Select(message => new ValidationResult(message));
}
