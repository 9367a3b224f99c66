using ImageRetrieval.LocalHosting.Processes;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.LocalHosting.Lifecycle;

/// <summary>Starts all resources at once (each waits for what it needs), and stops them, dependents first.</summary>
internal sealed class Orchestrator(
    IReadOnlyList<IResource> resources, RunnerServices services, LocalHostingOptions options, ILogger<Orchestrator> logger) : IDisposable
{
    private readonly Dictionary<IResource, ResourceRunner> _runners = [];

    /// <summary>Why the application cannot go on; set once.</summary>
    public string? Failure { get; private set; }

    /// <summary>Decides and checks the ports, before anything is started.</summary>
    public void Prepare()
    {
        Dependencies.ThrowIfCircular(resources);
        PortAllocation.Allocate(resources, options.RandomizePorts);
        var taken = resources.SelectMany(PortCheck.Taken).ToList();
        if (taken.Count > 0)
            throw new DistributedApplicationException(string.Join(Environment.NewLine, taken));

        services.States.Register([.. resources.Select(Describe)]);
    }

    public void Start(Action onFailure)
    {
        foreach (var resource in resources)
            _runners[resource] = new ResourceRunner(resource, services, options, IsAwaitedJob(resource), message => Fail(message, onFailure), logger);
        foreach (var runner in _runners.Values)
            runner.Start();
    }

    public async Task StopAsync()
    {
        if (_runners.Count == 0)
            return;
        Log.Stopping(logger);
        var stopping = new Dictionary<IResource, Task>();
        // Dependents come first in this order, so their tasks are there when a dependency asks for them.
        foreach (var resource in Dependencies.DependentsFirst(resources))
        {
            var dependents = stopping.Where(other => Dependencies.Of(other.Key).Contains(resource)).Select(other => other.Value).ToArray();
            stopping[resource] = StopAfterAsync(dependents, _runners[resource]);
        }

        await Task.WhenAll(stopping.Values).ConfigureAwait(false);
    }

    public void KillNow()
    {
        foreach (var runner in _runners.Values)
            runner.KillNow();
    }

    public void Dispose()
    {
        foreach (var runner in _runners.Values)
            runner.Dispose();
    }

    private static async Task StopAfterAsync(Task[] dependents, ResourceRunner runner)
    {
        await Task.WhenAll(dependents).ConfigureAwait(false);
        await runner.StopAsync().ConfigureAwait(false);
    }

    private static ResourceSnapshot Describe(IResource resource) => new(resource.Name)
    {
        HasHealthCheck = resource.Annotations.OfType<HttpHealthCheckAnnotation>().Any(),
        Urls = ResourceUrl.Of(resource),
        DependsOn = [.. Dependencies.Of(resource).Select(dependency => dependency.Name)],
    };

    // A job whose end is waited for ends once: to run it again would leave its dependents waiting for ever.
    private bool IsAwaitedJob(IResource resource) => resources
        .SelectMany(other => other.Annotations.OfType<WaitAnnotation>())
        .Any(wait => wait.Resource == resource && wait.WaitType == WaitType.WaitForCompletion);

    private void Fail(string message, Action onFailure)
    {
        Failure ??= message;
        onFailure();
    }
}
