using ImageRetrieval.LocalHosting.Processes;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.LocalHosting.Lifecycle;

/// <summary>Starts all resources at once (each waits for what it needs), and stops them, dependents first.</summary>
internal sealed class Orchestrator(
    IReadOnlyList<IResource> resources, RunnerServices services, LocalHostingOptions options, ParameterCheck parameters, ILogger<Orchestrator> logger) : IDisposable
{
    private readonly Dictionary<string, ResourceRunner> _runners = new(StringComparer.OrdinalIgnoreCase);

    private readonly List<TcpProxy> _proxies = [];

    /// <summary>Why the application cannot go on; set once.</summary>
    public string? Failure { get; private set; }

    /// <summary>Decides and checks the ports, before anything is started.</summary>
    public void Prepare()
    {
        Dependencies.ThrowIfCircular(resources);
        parameters.Check();
        PortAllocation.Allocate(resources, options.RandomizePorts);
        var taken = resources.SelectMany(PortCheck.Taken).ToList();
        if (taken.Count > 0)
            throw new DistributedApplicationException(string.Join(Environment.NewLine, taken));

        services.States.Register([.. resources.SelectMany(resource => ReplicaName.All(resource).Select(name => Describe(resource, name)))]);
    }

    public void Start(Action onFailure)
    {
        foreach (var endpoint in resources.SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>()).Where(endpoint => endpoint.HasProxy))
        {
            var proxy = new TcpProxy(endpoint.AllocatedPort, endpoint.TargetPorts, logger);
            _proxies.Add(proxy);
            proxy.Start();
        }

        foreach (var resource in resources)
        {
            foreach (var name in ReplicaName.All(resource))
                _runners[name] = new ResourceRunner(resource, name, services, options, IsAwaitedJob(resource), message => Fail(message, onFailure), logger);
        }

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
            stopping[resource] = StopAfterAsync(dependents, _runners.Values.Where(runner => runner.Resource == resource));
        }

        await Task.WhenAll(stopping.Values).ConfigureAwait(false);
        foreach (var proxy in _proxies)
            await proxy.DisposeAsync().ConfigureAwait(false);
        _proxies.Clear();
    }

    /// <summary>Runs a command: start, stop, restart, or one of the resource's own.</summary>
    /// <returns>Null when there is no such resource or command.</returns>
    public async Task<ExecuteCommandResult?> ExecuteAsync(string name, string command, IServiceProvider provider, CancellationToken cancellationToken)
    {
        if (!_runners.TryGetValue(name, out var runner))
            return null;
        var own = runner.Resource.Annotations.OfType<ResourceCommandAnnotation>().FirstOrDefault(one => one.Name == command);
        var result = (command, own) switch
        {
            ("start", _) => await runner.StartAgainAsync(cancellationToken).ConfigureAwait(false),
            ("stop", _) => await runner.HaltAsync(cancellationToken).ConfigureAwait(false),
            ("restart", _) => await runner.RestartAsync(cancellationToken).ConfigureAwait(false),
            (_, { } custom) => await custom.ExecuteCommand(new ExecuteCommandContext { ServiceProvider = provider, ResourceName = name, CancellationToken = cancellationToken }).ConfigureAwait(false),
            _ => null,
        };
        if (result is not null)
            Log.Commanded(logger, name, command, result.Success ? "done" : result.ErrorMessage ?? "failed");
        return result;
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

    private static async Task StopAfterAsync(Task[] dependents, IEnumerable<ResourceRunner> runners)
    {
        await Task.WhenAll(dependents).ConfigureAwait(false);
        await Task.WhenAll(runners.Select(runner => runner.StopAsync())).ConfigureAwait(false);
    }

    private static ResourceSnapshot Describe(IResource resource, string name) => new(name, resource.Name)
    {
        HasHealthCheck = resource.Annotations.OfType<HttpHealthCheckAnnotation>().Any(),
        Urls = ResourceUrl.Of(resource),
        Commands = [.. resource.Annotations.OfType<ResourceCommandAnnotation>()],
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
