using System.ComponentModel.DataAnnotations;

namespace ImageRetrieval.Api.Ingest;

/// <summary>The configuration section <c>Worker</c>: where commands are sent, and how progress is reported.</summary>
internal sealed class WorkerOptions : IValidatableObject
{
    internal const string Section = "Worker";

    /// <summary>The Worker's address, such as <c>http://localhost:8001</c>; without one, the one that the AppHost gives (<c>services:worker</c>).</summary>
    public string? Address { get; set; }

    /// <summary>Seconds in which the Worker must begin a command; later ones are ignored.</summary>
    [Range(0.1, 20)]
    public double CommandSeconds { get; set; } = 5;

    /// <summary>Seconds between two reads of the Worker's progress for <c>/v1/ingest/stream</c>.</summary>
    [Range(0.05, 60)]
    public double StreamSeconds { get; set; } = 1;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Address is { Length: > 0 } address && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            yield return new ValidationResult($"Worker:Address is '{address}'; it must be an address such as http://localhost:8001.", [nameof(Address)]);
    }
}
