namespace ImageRetrieval.LocalHosting;

/// <summary>How a command looks.</summary>
public class CommandOptions
{
    public static CommandOptions Default { get; } = new();

    public string? Description { get; set; }

    /// <summary>Asked before the command runs; null: nothing is asked.</summary>
    public string? ConfirmationMessage { get; set; }

    /// <summary>Whether it stands beside the resource, and not only in its menu.</summary>
    public bool IsHighlighted { get; set; }
}
