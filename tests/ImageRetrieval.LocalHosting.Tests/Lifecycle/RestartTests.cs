using ImageRetrieval.LocalHosting.Lifecycle;

namespace ImageRetrieval.LocalHosting.Tests.Lifecycle;

public class RestartTests
{
    [Fact]
    public async Task A_service_that_fails_is_started_again_and_becomes_ready()
    {
        var builder = TestApplication.CreateBuilder();
        builder.AddChild("api");
        await using var app = await TestApplication.StartAsync(builder);
        await app.ReadyAsync("api");
        var first = app.State("api").ProcessId;

        // The answer never comes: the service exits while it is asked.
        await Assert.ThrowsAsync<HttpRequestException>(() => app.GetAsync("api", "/exit/3"));
        var again = await app.WaitAsync("api", state => state is { Restarts: 1, IsReady: true });
        Assert.NotEqual(first, again.ProcessId);
        Assert.Contains(app.Logs.Read(null, 0, 1000), line => line.Resource == "apphost" && line.Text.Contains("api ended with exit code 3; it starts again in 0.05 s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_that_ends_well_is_left_alone()
    {
        var builder = TestApplication.CreateBuilder();
        builder.AddChild("job", "--exit", "0");
        await using var app = await TestApplication.StartAsync(builder);
        var end = await app.WaitAsync("job", state => state.IsFinal);
        Assert.Equal((KnownResourceStates.Finished, 0, 0), (end.State, end.ExitCode, end.Restarts));
    }

    [Fact]
    public async Task Restarting_can_be_switched_off()
    {
        var builder = TestApplication.CreateBuilder("--LocalHosting:Restart:Enabled=false");
        builder.AddChild("job", "--exit", "7");
        await using var app = await TestApplication.StartAsync(builder);
        var end = await app.WaitAsync("job", state => state.IsFinal);
        Assert.Equal((KnownResourceStates.Exited, 7, 0), (end.State, end.ExitCode, end.Restarts));
    }

    [Fact]
    public async Task A_service_that_fails_at_each_start_is_given_up_and_says_so_until_somebody_starts_it()
    {
        var builder = TestApplication.CreateBuilder("--LocalHosting:Restart:MaximumFailures=3");
        builder.AddChild("api", "--exit", "3");
        await using var app = await TestApplication.StartAsync(builder);
        var end = await app.WaitAsync("api", state => state.IsFinal);
        Assert.Equal((KnownResourceStates.FailedToStart, 3, 2), (end.State, end.ExitCode, end.Restarts));
        Assert.Equal("ended with exit code 3, 3 times in a row; it is not started again until somebody starts it", end.StateReason);
        Assert.Contains(app.Logs.Read(null, 0, 1000), line => line.Text.Contains("api has failed 3 times in a row and is not started again", StringComparison.Ordinal));
    }

    [Fact]
    public void The_pauses_double_up_to_the_maximum_and_begin_again_after_a_time_of_health()
    {
        var backOff = new RestartBackOff(new RestartOptions());
        var pauses = Enumerable.Range(0, 7).Select(_ => backOff.Next(TimeSpan.Zero).TotalSeconds);
        Assert.Equal([1, 2, 4, 8, 16, 30, 30], pauses);
        Assert.Equal(1, backOff.Next(TimeSpan.FromSeconds(61)).TotalSeconds);
        Assert.Equal(2, backOff.Next(TimeSpan.Zero).TotalSeconds);
    }
}
