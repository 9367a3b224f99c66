namespace ImageRetrieval.ServiceDefaults.Discovery;

/// <summary>
/// Sends a request to the address that its service name stands for. It sits inside the retries, so that each attempt
/// takes the next address, and puts the name back afterwards.
/// </summary>
internal sealed class ServiceDiscoveryHandler(ServiceEndpoints endpoints) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var named = request.RequestUri;
        if (named is null)
            return await base.SendAsync(request, cancellationToken);
        try
        {
            request.RequestUri = endpoints.Resolve(named);
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            request.RequestUri = named;
        }
    }
}
