using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.EndToEnd.Tests;

/// <summary>The AppHost's model in this process, its services as processes of their own on free ports.</summary>
internal sealed class WholeSystem : IAsyncDisposable
{
    // Bounds for a machine that is busy with other things; on an idle one they are over within seconds.
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(180);

    private readonly string _folder;

    private WholeSystem(DistributedApplication application, string folder)
    {
        Application = application;
        _folder = folder;
    }

    public DistributedApplication Application { get; }

    public Uri Api => AddressOf("api");

    public Uri Portal => AddressOf("portal");

    /// <summary>Starts the system with its data in the folder's <c>data</c>, and waits until every service is healthy.</summary>
    public static async Task<WholeSystem> StartAsync(string folder, IEnumerable<string> arguments)
    {
        using var limit = new CancellationTokenSource(s_startLimit);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.ImageRetrieval_AppHost>(["--data", Path.Combine(folder, "data"), .. arguments], limit.Token);
        // What the services log stands in the failure of a wait; Aspire's own lines would drown the tests'.
        builder.Services.AddLogging(logging => logging.ClearProviders());
        var system = new WholeSystem(await builder.BuildAsync(limit.Token), folder);
        try
        {
            await system.Application.StartAsync(limit.Token);
            await system.HealthyAsync("portal");
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public async Task HealthyAsync(string resource)
    {
        using var limit = new CancellationTokenSource(s_startLimit);
        await Application.ResourceNotifications.WaitForResourceHealthyAsync(resource, limit.Token);
    }

    public Uri AddressOf(string resource) => Application.GetEndpoint(resource, "http");

    public Task SearchableAsync() => IngestedCollection.SearchableAsync(Api, Explain);

    public Task<ListReport> IngestedAsync() => IngestedCollection.IngestedAsync(_folder, Explain);

    public Task<ListReport> WholeListSearchableAsync() => IngestedCollection.WholeListSearchableAsync(Api, _folder, Explain);

    /// <summary>What a button of the dashboard does.</summary>
    public async Task<ExecuteCommandResult> CommandAsync(string resource, string command)
    {
        using var limit = new CancellationTokenSource(s_startLimit);
        return await Application.ResourceCommands.ExecuteCommandAsync(resource, command, limit.Token);
    }

    public async ValueTask DisposeAsync() => await Application.DisposeAsync();

    // What the services said, when a wait has come to its end.
    private string Explain()
    {
        var model = Application.Services.GetRequiredService<DistributedApplicationModel>();
        return string.Join('\n', model.Resources.OfType<ProjectResource>().Select(resource => $"{resource.Name}: {StateOf(resource)}"));
    }

    private string? StateOf(ProjectResource resource) =>
        Application.ResourceNotifications.TryGetCurrentState(resource.Name, out var state) ? state.Snapshot.State?.Text : "unknown";
}
