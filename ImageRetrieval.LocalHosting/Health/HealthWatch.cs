using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ImageRetrieval.LocalHosting.Health;

/// <summary>Asks a running resource for its health until it ends: often while it is not healthy, seldom while it is.</summary>
internal sealed class HealthWatch(HealthProbe probe, HealthOptions options)
{
    private const double Growth = 1.1;

    public async Task RunAsync(IResource resource, int replica, Action<HealthResult> report, CancellationToken cancellationToken)
    {
        var checks = Checks(resource, replica);
        if (checks.Count == 0)
            return;

        var pause = options.FirstInterval;
        while (true)
        {
            var results = await Task.WhenAll(checks.Select(check => probe.AskAsync(check.Address, check.Status, cancellationToken))).ConfigureAwait(false);
            var result = Worst(results);
            report(result);
            var healthy = result.Status == HealthStatus.Healthy;
            await Task.Delay(healthy ? options.HealthyInterval : pause, cancellationToken).ConfigureAwait(false);
            var grown = pause * Growth;
            pause = healthy ? options.FirstInterval : grown < options.MaximumInterval ? grown : options.MaximumInterval;
        }
    }

    private static List<(Uri Address, int Status)> Checks(IResource resource, int replica) =>
    [
        .. resource.Annotations.OfType<HttpHealthCheckAnnotation>().Select(check =>
            (new Uri(new Uri(Endpoint(resource, check.EndpointName).TargetUrl(replica)), check.Path), check.StatusCode)),
    ];

    private static EndpointReference Endpoint(IResource resource, string? name)
    {
        var owner = (IResourceWithEndpoints)resource;
        var http = new EndpointReference(owner, name ?? "http");
        return name is null && !http.Exists ? new EndpointReference(owner, "https") : http;
    }

    private static HealthResult Worst(HealthResult[] results)
    {
        var reasons = string.Join("; ", results.Select(result => result.Reason).Where(reason => reason is not null));
        return new HealthResult(results.Min(result => result.Status), reasons.Length == 0 ? null : reasons);
    }
}
