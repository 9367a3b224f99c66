namespace ImageRetrieval.LocalHosting;

/// <summary>An endpoint of a resource, by name; its address is known once the application starts.</summary>
public sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName)
{
    public IResourceWithEndpoints Resource { get; } = owner;

    public string EndpointName { get; } = endpointName;

    public bool Exists => Find() is not null;

    public bool IsAllocated => Find() is { AllocatedPort: > 0 };

    public string Scheme => Get().UriScheme;

    public int Port => Allocated().AllocatedPort;

    public string Url => Allocated().Url;

    internal string TargetUrl(int replica) => Allocated().TargetUrl(replica);

    private EndpointAnnotation? Find() => Resource.Annotations.OfType<EndpointAnnotation>()
        .FirstOrDefault(endpoint => string.Equals(endpoint.Name, EndpointName, StringComparison.OrdinalIgnoreCase));

    private EndpointAnnotation Get() => Find() ?? throw new DistributedApplicationException(
        $"The resource '{Resource.Name}' has no endpoint '{EndpointName}': name one of its endpoints, or add it with WithHttpEndpoint(name: \"{EndpointName}\").");

    private EndpointAnnotation Allocated() => Get() is { AllocatedPort: > 0 } endpoint
        ? endpoint
        : throw new InvalidOperationException(
            $"The endpoint '{EndpointName}' of '{Resource.Name}' has no address before the application starts: use it in an environment variable.");
}
