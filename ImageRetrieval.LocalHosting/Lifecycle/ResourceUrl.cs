namespace ImageRetrieval.LocalHosting.Lifecycle;

/// <summary>An address of a resource as people see it.</summary>
internal sealed record ResourceUrl(string Url, string? DisplayText, bool IsExternal)
{
    public static IReadOnlyList<ResourceUrl> Of(IResource resource) =>
        [.. resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => Of(resource, endpoint))];

    private static ResourceUrl Of(IResource resource, EndpointAnnotation endpoint)
    {
        var url = new ResourceUrlAnnotation { Url = endpoint.Url };
        foreach (var annotation in resource.Annotations.OfType<EndpointUrlCallbackAnnotation>().Where(callback => callback.EndpointName == endpoint.Name))
            annotation.Callback(url);
        return new ResourceUrl(url.Url, url.DisplayText, endpoint.IsExternal);
    }
}
