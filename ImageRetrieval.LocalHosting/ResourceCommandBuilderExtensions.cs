namespace ImageRetrieval.LocalHosting;

/// <summary>Commands of a resource, under Aspire's names.</summary>
public static class ResourceCommandBuilderExtensions
{
    /// <summary>Adds a command to those that every resource has (start, stop, restart).</summary>
    public static IResourceBuilder<T> WithCommand<T>(
        this IResourceBuilder<T> builder, string name, string displayName, Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand, CommandOptions? commandOptions = null)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(executeCommand);
        if (builder.Resource.Annotations.OfType<ResourceCommandAnnotation>().Any(other => other.Name == name))
            throw new DistributedApplicationException($"The resource '{builder.Resource.Name}' has two commands '{name}': give each its own name.");
        return builder.WithAnnotation(new ResourceCommandAnnotation(name, displayName, executeCommand, commandOptions ?? CommandOptions.Default));
    }

    /// <summary>Adds a command that is a request to the resource (POST unless the options say otherwise); any 2xx is success.</summary>
    public static IResourceBuilder<T> WithHttpCommand<T>(
        this IResourceBuilder<T> builder, string path, string displayName, string? endpointName = null, string? commandName = null, HttpCommandOptions? commandOptions = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        var request = new Lifecycle.HttpCommand(new EndpointReference(builder.Resource, endpointName ?? "http"), path, commandOptions ?? HttpCommandOptions.Default);
        return builder.WithCommand(commandName ?? $"http{path.Replace('/', '-')}", displayName, request.ExecuteAsync, commandOptions);
    }

    /// <summary>The resource starts when somebody asks for it, not with the application.</summary>
    public static IResourceBuilder<T> WithExplicitStart<T>(this IResourceBuilder<T> builder)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ExplicitStartupAnnotation());
    }
}
