namespace ImageRetrieval.LocalHosting;

/// <summary>How a command ended.</summary>
public sealed class ExecuteCommandResult
{
    public required bool Success { get; init; }

    /// <summary>Why it failed, in a sentence; null when it did not.</summary>
    public string? ErrorMessage { get; init; }
}
