using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.EndToEnd.Tests;

/// <summary>The AppHost's model: what it starts, its commands, and a crash.</summary>
public sealed class SystemTests : IAsyncLifetime
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private PictureServer _pictures = null!;
    private WholeSystem _system = null!;

    public async Task InitializeAsync()
    {
        _pictures = await PictureServer.StartAsync();
        _system = await WholeSystem.StartAsync(_folder.Path, ["--csv", Samples.Serve(_folder, _pictures, perKind: 1)]);
    }

    public async Task DisposeAsync()
    {
        await _system.DisposeAsync();
        await _pictures.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Services_are_healthy_commands_report_their_result_and_a_crashed_service_is_started_by_command()
    {
        await _system.WholeListSearchableAsync();
        foreach (var service in (string[])["worker", "api", "portal"])
            Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync(new Uri(_system.AddressOf(service), "/health"))).StatusCode);
        await SearchesAsync();
        Assert.Equal(OperatingSystem.IsWindows() ? "ImageRetrieval.Api.exe" : "ImageRetrieval.Api", Path.GetFileName((string)PropertyOf("api", "executable.path")));

        Assert.Equal("The ingest is paused.", await SaysAsync("pause-ingest"));
        Assert.True((await StatusAsync()).GetProperty("paused").GetBoolean());
        Assert.Equal("The ingest is running.", await SaysAsync("resume-ingest"));
        Assert.False((await StatusAsync()).GetProperty("paused").GetBoolean());
        Assert.Equal("No images have failed: there is nothing to retry.", await SaysAsync("retry-failed"));
        Assert.Equal("Rebuilding the index of resnet18.", await SaysAsync("rebuild-index"));

        await CrashAsync("api");
        Assert.True((await _system.CommandAsync("api", KnownResourceCommands.StartCommand)).Success);
        await _system.HealthyAsync("api");
        await _system.SearchableAsync();
        await SearchesAsync();
    }

    private async Task SearchesAsync()
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(_system.Api, "/v1/search"), new { queries = new[] { new { id = "1001" } } });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private async Task<string?> SaysAsync(string command)
    {
        var result = await _system.CommandAsync("worker", command);
        Assert.True(result.Success, result.Message);
        return result.Message;
    }

    private Task<JsonElement> StatusAsync() => _http.GetFromJsonAsync<JsonElement>(new Uri(_system.AddressOf("worker"), "/status"));

    private object PropertyOf(string resource, string name)
    {
        Assert.True(_system.Application.ResourceNotifications.TryGetCurrentState(resource, out var running));
        return running.Snapshot.Properties.Single(property => property.Name == name).Value!;
    }

    /// <summary>SIGKILL, as the system does when memory is short.</summary>
    private async Task CrashAsync(string resource)
    {
        using var process = System.Diagnostics.Process.GetProcessById((int)PropertyOf(resource, "executable.pid"));
        process.Kill(entireProcessTree: true);
        await _system.Application.ResourceNotifications.WaitForResourceAsync(resource, change => KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text)).WaitAsync(s_limit);
    }
}
