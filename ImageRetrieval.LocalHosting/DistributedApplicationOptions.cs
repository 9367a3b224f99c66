namespace ImageRetrieval.LocalHosting;

/// <summary>How an application builder is created.</summary>
public sealed class DistributedApplicationOptions
{
    public string[]? Args { get; init; }

    /// <summary>The AppHost's assembly; null: the one that was started.</summary>
    public string? AssemblyName { get; init; }

    public bool DisableDashboard { get; init; }
}
