namespace ImageRetrieval.LocalHosting;

/// <summary>What the AppHost was started for; this engine only runs.</summary>
public sealed class DistributedApplicationExecutionContext
{
    public bool IsRunMode { get; } = true;

    public bool IsPublishMode => !IsRunMode;
}
