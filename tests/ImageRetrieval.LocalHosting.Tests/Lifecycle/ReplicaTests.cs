using System.Diagnostics;

namespace ImageRetrieval.LocalHosting.Tests.Lifecycle;

public class ReplicaTests
{
    [Fact]
    public async Task Callers_of_one_address_reach_every_replica()
    {
        var builder = TestApplication.CreateBuilder();
        var api = builder.AddChild("api").WithReplicas(2);
        builder.AddChild("portal").WithReference(api).WaitFor(api);
        await using var app = await TestApplication.StartAsync(builder);
        await app.ReadyAsync("portal");

        Assert.Equal(["api-1", "api-2", "portal"], app.States.All.Select(state => state.Name));
        Assert.Equal(app.State("api-1").Urls[0].Url, app.State("api-2").Urls[0].Url);
        var answered = new HashSet<string>();
        for (var attempt = 0; attempt < 100 && answered.Count < 2; attempt++)
        {
            using var fresh = new HttpClient();
            answered.Add(await fresh.GetStringAsync(app.Address("api-1", "/env?name=ASPNETCORE_URLS")));
        }

        Assert.Equal(2, answered.Count);
        Assert.DoesNotContain(app.State("api-1").Urls[0].Url, answered);
    }

    [Fact]
    public async Task Killing_a_replica_under_load_fails_no_request_that_is_tried_again()
    {
        var builder = TestApplication.CreateBuilder();
        builder.AddChild("api").WithReplicas(2);
        await using var app = await TestApplication.StartAsync(builder);
        await app.ReadyAsync("api-1");
        await app.ReadyAsync("api-2");
        var address = app.Address("api-1", "/args");
        var (asked, failed) = (0, 0);
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            using var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMilliseconds(50) });
            while (!stop.IsCancellationRequested)
            {
                Interlocked.Increment(ref asked);
                if (!await SucceedsAsync(http, address) && !await SucceedsAsync(http, address))
                    Interlocked.Increment(ref failed);
            }
        })).ToArray();
        await TestDeadline.UntilAsync(() => Volatile.Read(ref asked) > 100, "the load runs");

        using (var victim = Process.GetProcessById(app.State("api-1").ProcessId!.Value))
            victim.Kill();
        await app.WaitAsync("api-1", state => state is { Restarts: 1, IsReady: true });
        var before = Volatile.Read(ref asked);
        await TestDeadline.UntilAsync(() => Volatile.Read(ref asked) > before + 100, "the load goes on");
        await stop.CancelAsync();
        await Task.WhenAll(load);

        Assert.Equal(0, failed);
    }

    [Fact]
    public async Task A_caller_is_held_while_the_only_process_restarts()
    {
        var builder = TestApplication.CreateBuilder();
        // Two ports on purpose: the proxy keeps the one that callers know.
        builder.AddChild("api").WithReplicas(2);
        await using var app = await TestApplication.StartAsync(builder);
        await app.ReadyAsync("api");
        Assert.True((await app.ExecuteAsync("api-1", "stop")).Success);
        Assert.True((await app.ExecuteAsync("api-2", "stop")).Success);

        using var fresh = new HttpClient();
        var asked = fresh.GetStringAsync(app.Address("api-1", "/directory"));
        Assert.True((await app.ExecuteAsync("api-2", "start")).Success);
        Assert.NotEmpty(await asked.WaitAsync(TestDeadline.Default));
    }

    [Fact]
    public void Replicas_that_must_share_a_port_are_refused()
    {
        var builder = TestApplication.CreateBuilder();
        builder.AddChild("api").WithHttpEndpoint(port: 5999, isProxied: false).WithReplicas(3);
        var exception = Assert.Throws<DistributedApplicationException>(() => TestApplication.StartAsync(builder).GetAwaiter().GetResult());
        Assert.Contains("'api' has 3 replicas, which cannot all listen on port", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<bool> SucceedsAsync(HttpClient http, Uri address)
    {
        try
        {
            await http.GetStringAsync(address);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
