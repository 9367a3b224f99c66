using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.EndToEnd.Tests.AppHost;

/// <summary>The one command, from its first start to its end, with real processes.</summary>
public sealed class AppHostTests : IDisposable
{
    private const string Query = "flower/flower-001.jpg";
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_orphanLimit = TimeSpan.FromSeconds(6);

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Neither_an_interrupt_nor_a_kill_leaves_a_process_and_a_second_start_repeats_nothing()
    {
        await using var server = await PictureServer.StartAsync();
        var csv = Samples.Serve(_folder, server, perKind: 1);

        await using (var first = AppHostProcess.StartOnFreePorts(_folder.Path, "--csv", csv))
        {
            await AnswersAsync(first);
            var report = await first.IngestedAsync(_folder.Path);
            Assert.Equal((Samples.Kinds, Samples.Kinds, Samples.Kinds), (report.Indexed, report.DownloadsThisRun, report.EmbeddingsThisRun));
            var children = await ChildrenAsync(first, "worker", "api", "portal");
            await CommandsReachTheWorkerAsync(first);

            first.Interrupt();

            Assert.Equal(0, await first.ExitAsync(s_stopLimit));
            Assert.DoesNotContain(children, IsAlive);
            Assert.Empty(first.Family());
        }

        var startOfSecond = DateTimeOffset.UtcNow;
        var asked = server.Requests;
        await using (var second = AppHostProcess.StartOnFreePorts(_folder.Path, "--csv", csv))
        {
            await AnswersAsync(second);
            var report = await Eventually.GetAsync(async () => await second.IngestedAsync(_folder.Path) is var r && r.Updated > startOfSecond ? r : null, s_stopLimit, () => second.Output);
            Assert.Equal((Samples.Kinds, 0, 0), (report.Indexed, report.DownloadsThisRun, report.EmbeddingsThisRun));
            Assert.Equal(asked, server.Requests);
            var children = await ChildrenAsync(second, "worker", "api", "portal");

            await second.KillAsync();

            await Eventually.TrueAsync(() => Task.FromResult(!children.Any(IsAlive) && second.Family().Length == 0), s_orphanLimit, () => second.Output);
        }
    }

    [Fact]
    public async Task A_taken_port_is_one_sentence_and_exit_code_1_before_anything_starts()
    {
        // Whoever has this port when the test cannot: it is taken, which is all that counts.
        const int port = 8000;
        using var own = TryListen(port);
        await using var appHost = AppHostProcess.Start(_folder.Path, "--dashboard-port", "0");

        Assert.Equal(1, await appHost.ExitAsync(s_stopLimit));
        await Eventually.TrueAsync(() => Task.FromResult(appHost.Output.Contains("taken", StringComparison.Ordinal)), s_orphanLimit, () => appHost.Output);
        var error = Assert.Single(appHost.Output.Split('\n'), line => line.Contains($"Port {port}", StringComparison.Ordinal));
        Assert.Contains("which 'api' is to listen on, is taken by another program", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("worker  |", appHost.Output, StringComparison.Ordinal);
        Assert.Empty(appHost.Family());
    }

    [DefaultPortsFact]
    public async Task Without_any_option_the_samples_are_indexed_and_can_be_searched_at_the_documented_addresses()
    {
        var total = File.ReadLines(Path.Combine(SharedData.RepositoryRoot, "samples", "image_urls.csv")).Count() - 1;
        await using var appHost = AppHostProcess.Start(_folder.Path);
        Assert.Equal(new Uri("http://localhost:8000"), await appHost.SearchableAsync());
        var report = await appHost.WholeListSearchableAsync(_folder.Path);
        Assert.Equal((total, total), (report.Total, report.Indexed));

        var hits = await PredictAsync(new Uri("http://localhost:8000/predict"));
        Assert.Equal(3, hits.Length);
        var portal = await _http.GetStringAsync(new Uri("http://localhost:5080/"));
        Assert.Contains($"{total} pictures in the collection", portal, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync(new Uri("http://localhost:15888/"))).StatusCode);
        var children = await ChildrenAsync(appHost, "worker", "samples", "api", "portal");

        appHost.Interrupt();

        Assert.Equal(0, await appHost.ExitAsync(s_stopLimit));
        Assert.DoesNotContain(children, IsAlive);
    }

    /// <summary>The Api finds pictures, and the Portal shows its page.</summary>
    private async Task AnswersAsync(AppHostProcess appHost)
    {
        var api = await appHost.SearchableAsync();
        var hits = await PredictAsync(new Uri(api, "/predict"));
        Assert.Equal(3, hits.Length);
        var page = await _http.GetStringAsync(await appHost.AddressOfAsync("portal"));
        Assert.Contains("<form id=\"search\"", page, StringComparison.Ordinal);
        Assert.Contains($"{Samples.Kinds} pictures in the collection", page, StringComparison.Ordinal);
    }

    /// <summary>The Api knows where the Worker is and has its key, which nobody else has.</summary>
    private async Task CommandsReachTheWorkerAsync(AppHostProcess appHost)
    {
        using var byApi = await _http.PostAsync(new Uri(await appHost.AddressOfAsync("api"), "/v1/ingest/pause"), null);
        Assert.Equal((HttpStatusCode.Accepted, """{"paused":true}"""), (byApi.StatusCode, await byApi.Content.ReadAsStringAsync()));
        using var byNobody = await _http.PostAsync(new Uri(await appHost.AddressOfAsync("worker"), "/status/resume"), null);
        Assert.Equal(HttpStatusCode.Unauthorized, byNobody.StatusCode);
    }

    private async Task<JsonElement[]> PredictAsync(Uri address)
    {
        using var body = OldClients.Curl(Samples.PathOf(Query));
        using var response = await _http.PostAsync(address, body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return [.. json.RootElement.GetProperty("top_3_similar_images").EnumerateArray().Select(hit => hit.Clone())];
    }

    private static async Task<int[]> ChildrenAsync(AppHostProcess appHost, params string[] expected)
    {
        var resources = await appHost.ReadyAsync();
        Assert.Equal(expected.Order(), resources.Select(resource => resource.Name).Order());
        int[] ids = [.. resources.Select(resource => resource.ProcessId!.Value)];
        Assert.All(ids, id => Assert.True(IsAlive(id)));
        if (ProcessMark.CanLook)
            Assert.Subset(appHost.Family().ToHashSet(), ids.ToHashSet());
        return ids;
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static TcpListener? TryListen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null;
        }
    }
}
