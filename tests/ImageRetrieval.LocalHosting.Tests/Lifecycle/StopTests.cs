using System.Diagnostics;
using System.Globalization;

namespace ImageRetrieval.LocalHosting.Tests.Lifecycle;

public class StopTests
{
    [Fact]
    public async Task Dependents_stop_before_what_they_depend_on()
    {
        var builder = TestApplication.CreateBuilder();
        var store = builder.AddChild("store");
        var api = builder.AddChild("api").WaitFor(store);
        builder.AddChild("portal").WithReference(api);
        await using var app = await TestApplication.StartAsync(builder);
        foreach (var name in new[] { "store", "api", "portal" })
            await app.ReadyAsync(name);

        await app.StopAsync();

        var stopped = app.Logs.Read(null, 0, 1000).Where(line => line.Text.Contains("shutting down", StringComparison.Ordinal)).Select(line => line.Resource);
        Assert.Equal(["portal", "api", "store"], stopped);
        Assert.All(app.States.All, state => Assert.Equal((KnownResourceStates.Finished, 0), (state.State, state.ExitCode)));
    }

    [Fact]
    public async Task A_process_that_does_not_stop_is_killed_with_its_children()
    {
        var builder = TestApplication.CreateBuilder("--LocalHosting:StopTimeout=00:00:00.3");
        builder.AddChild("stubborn", "--ignore-sigterm", "yes", "--grandchild", "yes");
        await using var app = await TestApplication.StartAsync(builder);
        await app.ReadyAsync("stubborn");
        var process = app.State("stubborn").ProcessId!.Value;
        var grandchild = GrandchildOf(app);
        Assert.True(TestDeadline.IsAlive(grandchild));

        var watch = Stopwatch.StartNew();
        await app.StopAsync();

        Assert.InRange(watch.Elapsed.TotalSeconds, 0.3, 10);
        await TestDeadline.UntilAsync(() => !TestDeadline.IsAlive(process) && !TestDeadline.IsAlive(grandchild), "process and grandchild are gone");
    }

    [Fact]
    public async Task A_process_that_stops_takes_its_children_with_it()
    {
        var builder = TestApplication.CreateBuilder();
        builder.AddChild("parent", "--grandchild", "yes");
        await using var app = await TestApplication.StartAsync(builder);
        await app.ReadyAsync("parent");
        var grandchild = GrandchildOf(app);
        await app.StopAsync();
        await TestDeadline.UntilAsync(() => !TestDeadline.IsAlive(grandchild), "the grandchild is gone");
    }

    private static int GrandchildOf(TestApplication app) => int.Parse(
        app.Logs.Read(null, 0, 1000).Select(line => line.Text).First(text => text.StartsWith("grandchild ", StringComparison.Ordinal))["grandchild ".Length..],
        CultureInfo.InvariantCulture);
}
