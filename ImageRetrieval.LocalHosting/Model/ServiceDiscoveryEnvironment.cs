namespace ImageRetrieval.LocalHosting;

/// <summary>The variables by which a process finds another: <c>services__api__http__0</c> and <c>API_HTTP</c>.</summary>
internal static class ServiceDiscoveryEnvironment
{
    public static void Add(Dictionary<string, object> variables, IResourceWithEndpoints source)
    {
        foreach (var endpoint in source.Annotations.OfType<EndpointAnnotation>())
            Add(variables, new EndpointReference(source, endpoint.Name));
    }

    public static void Add(Dictionary<string, object> variables, EndpointReference endpoint)
    {
        var resource = endpoint.Resource.Name;
        variables[$"services__{resource}__{endpoint.EndpointName}__0"] = endpoint;
        variables[$"{resource}_{endpoint.EndpointName}".Replace('-', '_').ToUpperInvariant()] = endpoint;
    }
}
