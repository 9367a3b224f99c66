namespace ImageRetrieval.Api;

/// <summary>Everything that answers GET answers HEAD: the server leaves out the body.</summary>
internal static class HeadRequests
{
    /// <summary>Lets endpoints of GET answer HEAD as well.</summary>
    internal static TBuilder WithHead<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder
    {
        // Last, when the endpoint knows which methods it answers.
        endpoints.Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<HttpMethodMetadata>().LastOrDefault() is { HttpMethods: ["GET"] } methods)
                endpoint.Metadata[endpoint.Metadata.IndexOf(methods)] = new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]);
        });
        return endpoints;
    }
}
