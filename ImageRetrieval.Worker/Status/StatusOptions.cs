using System.ComponentModel.DataAnnotations;

namespace ImageRetrieval.Worker.Status;

/// <summary>The configuration section <c>Status</c>.</summary>
internal sealed class StatusOptions
{
    internal const string Section = "Status";

    /// <summary>The key that commands must send, as <c>Authorization: Bearer …</c> or <c>X-Api-Key: …</c>; without one, only this machine may send commands.</summary>
    [MinLength(16, ErrorMessage = "Status:Key is shorter than 16 characters: choose a longer one.")]
    public string? Key { get; set; }

    /// <summary>Seconds between two events of <c>/status/stream</c>.</summary>
    [Range(0.05, 60)]
    public double StreamSeconds { get; set; } = 1;
}
