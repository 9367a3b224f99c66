using ImageRetrieval.LocalHosting.Output;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ImageRetrieval.LocalHosting.Tests.Lifecycle;

public class WaitTests
{
    [Fact]
    public async Task A_resource_starts_only_when_what_it_waits_for_is_healthy()
    {
        using var folder = new TemporaryFolder();
        var builder = TestApplication.CreateBuilder();
        var api = builder.AddChild("api", "--healthy-file", folder.File("healthy"));
        builder.AddChild("portal").WaitFor(api);
        await using var app = await TestApplication.StartAsync(builder);

        var ill = await app.WaitAsync("api", state => state.Health?.Reason == "file: the file is missing");
        Assert.Equal(HealthStatus.Unhealthy, ill.Health!.Status);
        Assert.Equal((KnownResourceStates.Waiting, "waits for api"), (app.State("portal").State, app.State("portal").StateReason));
        Assert.Null(app.State("portal").StartedAt);

        await File.WriteAllTextAsync(folder.File("healthy"), "");
        await app.ReadyAsync("portal");
        Assert.True(app.State("portal").StartedAt >= app.State("api").ReadyAt);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("3", 3)]
    public async Task A_resource_starts_when_a_job_has_ended_with_the_expected_code(string exit, int expected)
    {
        var builder = TestApplication.CreateBuilder();
        var job = builder.AddChild("job", "--exit", exit);
        builder.AddChild("api").WaitForCompletion(job, expected);
        await using var app = await TestApplication.StartAsync(builder);
        await app.ReadyAsync("api");
        Assert.Equal(expected, app.State("job").ExitCode);
        Assert.Equal(0, app.State("job").Restarts);
    }

    [Fact]
    public async Task A_resource_fails_with_the_reason_when_a_job_ended_otherwise()
    {
        var builder = TestApplication.CreateBuilder();
        var job = builder.AddChild("job", "--exit", "4");
        builder.AddChild("api").WaitForCompletion(job);
        await using var app = await TestApplication.StartAsync(builder);
        var failed = await app.WaitAsync("api", state => state.State == KnownResourceStates.FailedToStart);
        Assert.Equal("'job' ended with exit code 4, not 0", failed.StateReason);
    }

    [Fact]
    public async Task What_never_gets_healthy_is_said_after_a_while_with_its_last_lines()
    {
        using var folder = new TemporaryFolder();
        using var written = new StringWriter();
        var builder = TestApplication.CreateBuilder("--LocalHosting:Reminder=00:00:00.5");
        builder.Services.AddSingleton(new HostConsole(TextWriter.Synchronized(written), colored: false));
        builder.AddChild("api", "--healthy-file", folder.File("healthy"));
        await using var app = await TestApplication.StartAsync(builder);
        await app.WaitAsync("api", state => state.Health?.Reason == "file: the file is missing");
        await TestDeadline.UntilAsync(() => written.ToString().Contains("api (file: the file is missing)", StringComparison.Ordinal), "it is said what is not ready");
        await TestDeadline.UntilAsync(() => written.ToString().Contains("api     |   … ", StringComparison.Ordinal), "its last lines follow");
    }

    [Fact]
    public async Task An_unknown_name_fails_at_once_with_the_names_there_are()
    {
        var builder = TestApplication.CreateBuilder();
        builder.AddChild("api");
        await using var app = await TestApplication.StartAsync(builder);
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => app.ReadyAsync("apy"));
        Assert.Contains("There is no resource 'apy'; there are: api.", exception.Message, StringComparison.Ordinal);
    }
}
