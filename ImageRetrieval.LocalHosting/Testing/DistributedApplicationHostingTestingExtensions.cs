using ImageRetrieval.LocalHosting.Lifecycle;
using ImageRetrieval.LocalHosting.Output;
using Microsoft.Extensions.DependencyInjection;

namespace ImageRetrieval.LocalHosting.Testing;

/// <summary>What a test asks of a running application.</summary>
public static class DistributedApplicationHostingTestingExtensions
{
    private const int LinesSaid = 10;

    /// <summary>A client whose base address is an endpoint of the resource: the named one, else http, else the first.</summary>
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = null) =>
        new() { BaseAddress = GetEndpoint(app, resourceName, endpointName) };

    /// <exception cref="ArgumentException">There is no such resource or endpoint; the message lists those there are.</exception>
    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        var resources = app.Services.GetRequiredService<IReadOnlyList<IResource>>();
        var resource = resources.FirstOrDefault(one => string.Equals(one.Name, resourceName, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"There is no resource '{resourceName}'; there are: {string.Join(", ", resources.Select(one => one.Name))}.", nameof(resourceName));
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToList();
        var endpoint = endpointName is null
            ? endpoints.Find(one => one.Name == "http") ?? endpoints.FirstOrDefault()
            : endpoints.Find(one => string.Equals(one.Name, endpointName, StringComparison.OrdinalIgnoreCase));
        return endpoint is { AllocatedPort: > 0 }
            ? new Uri(endpoint.Url)
            : throw new ArgumentException($"'{resourceName}' has no endpoint '{endpointName ?? "http"}' with a port; there are: {string.Join(", ", endpoints.Select(one => one.Name))}.", nameof(endpointName));
    }

    /// <summary>Waits until the resource is healthy.</summary>
    /// <exception cref="TimeoutException">It is not in time: the message has the state and the last lines of every resource.</exception>
    /// <exception cref="ArgumentException">There is no such resource; the message lists those there are.</exception>
    public static async Task WaitForHealthyAsync(this DistributedApplication app, string resourceName, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(app);
        using var deadline = new CancellationTokenSource(timeout);
        try
        {
            await app.ResourceNotifications.WaitForResourceHealthyAsync(resourceName, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw new TimeoutException($"'{resourceName}' was not healthy within {timeout.TotalSeconds:0.#} s.{Environment.NewLine}{Describe(app)}");
        }
    }

    private static string Describe(DistributedApplication app)
    {
        var logs = app.Services.GetRequiredService<ConsoleLogs>();
        return string.Join(Environment.NewLine, app.ResourceNotifications.All.SelectMany(snapshot => Describe(snapshot, logs)));
    }

    private static IEnumerable<string> Describe(ResourceSnapshot snapshot, ConsoleLogs logs) =>
        logs.Read(snapshot.Name, 0, LinesSaid).Select(line => $"    {Ansi.Strip(line.Text)}")
            .Prepend($"{snapshot.Name}: {snapshot.State} {snapshot.Health?.Status} {snapshot.StateReason ?? snapshot.Health?.Reason}".TrimEnd());
}
