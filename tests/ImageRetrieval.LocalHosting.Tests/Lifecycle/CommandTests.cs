using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ImageRetrieval.LocalHosting.Tests.Lifecycle;

public class CommandTests
{
    [Fact]
    public async Task A_resource_is_stopped_stays_stopped_and_is_started_again()
    {
        var builder = TestApplication.CreateBuilder();
        builder.AddChild("api");
        await using var app = await TestApplication.StartAsync(builder);
        await app.ReadyAsync("api");
        var first = app.State("api").ProcessId!.Value;

        Assert.False((await app.ExecuteAsync("api", "start")).Success);
        Assert.True((await app.ExecuteAsync("api", "stop")).Success);
        Assert.Equal((KnownResourceStates.Finished, "stopped", true), (app.State("api").State, app.State("api").StateReason, app.State("api").IsFinal));
        Assert.False(TestDeadline.IsAlive(first));

        Assert.True((await app.ExecuteAsync("api", "start")).Success);
        await app.ReadyAsync("api");
        var second = app.State("api").ProcessId!.Value;
        Assert.True((await app.ExecuteAsync("api", "restart")).Success);
        await app.ReadyAsync("api");
        Assert.Distinct([first, second, app.State("api").ProcessId!.Value]);
        Assert.Equal(0, app.State("api").Restarts);
    }

    [Fact]
    public async Task A_start_that_fails_says_why()
    {
        var builder = TestApplication.CreateBuilder("--LocalHosting:Restart:Enabled=false");
        builder.AddChild("job", "--exit", "5").WithExplicitStart();
        await using var app = await TestApplication.StartAsync(builder);
        Assert.Equal(KnownResourceStates.NotStarted, app.State("job").State);

        Assert.True((await app.ExecuteAsync("job", "start")).Success);
        var end = await app.WaitAsync("job", state => state.IsFinal);
        Assert.Equal((KnownResourceStates.Exited, 5), (end.State, end.ExitCode));
    }

    [Fact]
    public async Task Its_own_commands_run_with_its_name_and_report_what_they_say()
    {
        var builder = TestApplication.CreateBuilder();
        builder.AddChild("api")
            .WithCommand("greet", "Greet", context => Task.FromResult(CommandResults.Failure($"no greeting for {context.ResourceName}")))
            .WithHttpCommand("/args", "Ask", commandName: "ask", commandOptions: new HttpCommandOptions { Method = HttpMethod.Get })
            .WithHttpCommand("/nowhere", "Lost", commandName: "lost")
            .WithHttpCommand("/nowhere", "Found", commandName: "found", commandOptions: new HttpCommandOptions { Method = HttpMethod.Get, PrepareRequest = ToArgs });
        await using var app = await TestApplication.StartAsync(builder);
        await app.ReadyAsync("api");

        Assert.Equal("no greeting for api", (await app.ExecuteAsync("api", "greet")).ErrorMessage);
        Assert.True((await app.ExecuteAsync("api", "ask")).Success);
        Assert.True((await app.ExecuteAsync("api", "found")).Success);
        Assert.StartsWith("POST /nowhere was answered with 404.", (await app.ExecuteAsync("api", "lost")).ErrorMessage, StringComparison.Ordinal);
    }

    private static Task ToArgs(HttpCommandRequestContext context)
    {
        Assert.Equal("api", context.ResourceName);
        context.Request.RequestUri = new Uri(new Uri(context.Endpoint.Url), "/args");
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Commands_and_details_are_offered_over_http_and_secrets_are_masked()
    {
        var builder = TestApplication.CreateBuilder();
        builder.AddChild("api").WithEnvironment("STORE_PASSWORD", "hunter2").WithEnvironment("COLOUR", "blue");
        await using var app = await TestApplication.StartAsync(builder);
        await app.ReadyAsync("api");
        app.Http.DefaultRequestHeaders.Add("x-dashboard-token", TestApplication.Token);
        var root = new Uri($"http://127.0.0.1:{app.Dashboard.Port}");

        var text = await app.Http.GetStringAsync(new Uri(root, "/api/resources/api/details"));
        var values = JsonDocument.Parse(text).RootElement.GetProperty("environment").EnumerateArray()
            .ToDictionary(variable => variable.GetProperty("name").GetString()!, variable => variable.GetProperty("value").GetString());
        Assert.Equal("••••••••", values["STORE_PASSWORD"]);
        Assert.Equal("blue", values["COLOUR"]);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain(app.Receiver.Key, text, StringComparison.Ordinal);

        using var stopped = await app.Http.PostAsync(new Uri(root, "/api/resources/api/commands/stop"), null);
        Assert.True((await stopped.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("success").GetBoolean());
        using var unknown = await app.Http.PostAsync(new Uri(root, "/api/resources/api/commands/dance"), null);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Contains("listening on", await app.Http.GetStringAsync(new Uri(root, "/api/console/download?resource=api")), StringComparison.Ordinal);
    }
}
