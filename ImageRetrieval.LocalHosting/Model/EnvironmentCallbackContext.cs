namespace ImageRetrieval.LocalHosting;

/// <summary>The environment variables of a resource that is about to start.</summary>
public sealed class EnvironmentCallbackContext(
    DistributedApplicationExecutionContext executionContext, IResource resource, Dictionary<string, object> environmentVariables)
{
    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    public IResource Resource { get; } = resource;

    /// <summary>Values are strings, or endpoint references that become addresses.</summary>
    public Dictionary<string, object> EnvironmentVariables { get; } = environmentVariables;
}
