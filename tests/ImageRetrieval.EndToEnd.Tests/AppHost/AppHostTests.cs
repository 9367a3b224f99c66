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
            var report = await IngestedCollection.IngestedAsync(_folder.Path, () => first.Output);
            Assert.Equal((Samples.Kinds, Samples.Kinds, Samples.Kinds), (report.Indexed, report.DownloadsThisRun, report.EmbeddingsThisRun));
            await CommandsReachTheWorkerAsync(first);

            first.Interrupt();

            Assert.Equal(0, await first.ExitAsync(s_stopLimit));
            await NothingIsLeftAsync(first);
        }

        var startOfSecond = DateTimeOffset.UtcNow;
        var asked = server.Requests;
        await using (var second = AppHostProcess.StartOnFreePorts(_folder.Path, "--csv", csv))
        {
            await AnswersAsync(second);
            var report = await IngestedCollection.IngestedAsync(_folder.Path, () => second.Output, since: startOfSecond);
            Assert.Equal((Samples.Kinds, 0, 0), (report.Indexed, report.DownloadsThisRun, report.EmbeddingsThisRun));
            Assert.Equal(asked, server.Requests);

            await second.KillAsync();

            await NothingIsLeftAsync(second);
        }
    }

    [Fact]
    public async Task A_folder_of_pictures_needs_no_list()
    {
        var pictures = Directory.CreateDirectory(_folder.File("holiday")).FullName;
        foreach (var picture in (string[])[Query, "fish/fish-001.jpg", "reef/reef-001.jpg", "planet/planet-001.jpg"])
            File.Copy(Samples.PathOf(picture), Path.Combine(pictures, Path.GetFileName(picture)));

        // Relative to the folder in which the user is.
        await using var appHost = AppHostProcess.StartOnFreePorts(_folder.Path, "--source", "holiday");
        await appHost.ReadyAsync();
        var api = await appHost.AddressAsync("Api");
        var report = await IngestedCollection.WholeListSearchableAsync(api, _folder.Path, () => appHost.Output);

        Assert.Equal((4, 4), (report.Total, report.Indexed));
        Assert.Equal(3, (await PredictAsync(new Uri(api, "/predict"))).Length);
        Assert.Contains($"Pictures   {pictures}", appHost.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_reported_in_one_sentence_with_exit_code_1_before_anything_starts()
    {
        // If the test cannot listen on it, another program does: it is in use either way.
        const int port = 8000;
        using var own = TryListen(port);
        await using var appHost = AppHostProcess.Start(_folder.Path);

        Assert.Equal(1, await appHost.ExitAsync(s_stopLimit));
        await Eventually.TrueAsync(() => Task.FromResult(appHost.Output.Contains("already in use", StringComparison.Ordinal)), s_stopLimit, () => appHost.Output);
        var error = Assert.Single(appHost.Output.Split('\n'), line => line.Contains($"Port {port}", StringComparison.Ordinal));
        Assert.Contains("which 'api' needs, is already in use by another program", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ImageRetrieval is starting", appHost.Output, StringComparison.Ordinal);
        Assert.Empty(appHost.Family());
    }

    [Fact]
    public async Task A_service_that_cannot_start_is_reported_on_the_console_with_its_reason()
    {
        Directory.CreateDirectory(_folder.File("pictures"));
        await using var appHost = AppHostProcess.StartOnFreePorts(_folder.Path, "--source", "pictures", "--models", "no-such-model");
        await Eventually.TrueAsync(() => Task.FromResult(appHost.Output.Contains("The service 'api' exited with code 1", StringComparison.Ordinal)), TimeSpan.FromSeconds(120), () => appHost.Output);
        Assert.Contains("no-such-model", appHost.Output, StringComparison.Ordinal);
    }

    [DefaultPortsFact]
    public async Task Without_any_option_the_samples_are_indexed_and_can_be_searched_at_the_documented_addresses()
    {
        var total = File.ReadLines(Path.Combine(SharedData.RepositoryRoot, "samples", "image_urls.csv")).Count() - 1;
        var key = Guid.NewGuid().ToString("N");
        await using var appHost = AppHostProcess.Start(_folder.Path, $"--AppHost:DashboardApiKey={key}");
        await using var connections = new ConnectionRecorder(appHost.Family);
        await appHost.ReadyAsync();
        var api = new Uri("http://localhost:8000");
        Assert.Equal((api, new Uri("http://localhost:5080")), (await appHost.AddressAsync("Api"), await appHost.AddressAsync("Portal")));
        var report = await IngestedCollection.WholeListSearchableAsync(api, _folder.Path, () => appHost.Output);
        Assert.Equal((total, total), (report.Total, report.Indexed));

        var hits = await PredictAsync(new Uri(api, "/predict"));
        Assert.Equal(3, hits.Length);
        var portal = await _http.GetStringAsync(new Uri("http://localhost:5080/"));
        Assert.Contains($"{total} pictures in the collection", portal, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync(await appHost.AddressAsync("Dashboard"))).StatusCode);
        await OneTraceLeadsFromThePortalToTheStagesAsync(key);
        Assert.Empty(await connections.ForeignAsync());

        appHost.Interrupt();

        Assert.Equal(0, await appHost.ExitAsync(s_stopLimit));
        await NothingIsLeftAsync(appHost);
    }

    private static Task NothingIsLeftAsync(AppHostProcess appHost) =>
        Eventually.TrueAsync(() => Task.FromResult(appHost.HasExited && appHost.Family().Length == 0), s_stopLimit, () => appHost.Output);

    /// <summary>The Api finds pictures, and the Portal shows its page.</summary>
    private async Task AnswersAsync(AppHostProcess appHost)
    {
        await appHost.ReadyAsync();
        var api = await appHost.AddressAsync("Api");
        await IngestedCollection.WholeListSearchableAsync(api, _folder.Path, () => appHost.Output);
        Assert.Equal(3, (await PredictAsync(new Uri(api, "/predict"))).Length);
        var page = await _http.GetStringAsync(await appHost.AddressAsync("Portal"));
        Assert.Contains("<form id=\"search\"", page, StringComparison.Ordinal);
        Assert.Contains($"{Samples.Kinds} pictures in the collection", page, StringComparison.Ordinal);
        if (ProcessMark.CanLook)
            Assert.NotEmpty(appHost.Family());
    }

    /// <summary>The Api knows where the Worker is and has its key, which nobody else has.</summary>
    private async Task CommandsReachTheWorkerAsync(AppHostProcess appHost)
    {
        using var byApi = await _http.PostAsync(new Uri(await appHost.AddressAsync("Api"), "/v1/ingest/pause"), null);
        Assert.Equal((HttpStatusCode.Accepted, """{"paused":true}"""), (byApi.StatusCode, await byApi.Content.ReadAsStringAsync()));
        using var byNobody = await _http.PostAsync(new Uri(await appHost.AddressAsync("Ingest"), "/status/resume"), null);
        Assert.Equal(HttpStatusCode.Unauthorized, byNobody.StatusCode);
    }

    /// <summary>A search in the Portal and its page of thumbnails are one trace in the dashboard.</summary>
    private async Task OneTraceLeadsFromThePortalToTheStagesAsync(string key)
    {
        _ = await _http.GetStringAsync(new Uri("http://localhost:5080/?q=id:1001"));
        using var thumbnail = await _http.GetAsync(new Uri("http://localhost:5080/images/1001/thumbnail"));
        Assert.Equal(HttpStatusCode.OK, thumbnail.StatusCode);
        var traces = new DashboardTraces(_http, new Uri("http://localhost:15888"), key);
        await traces.HasTraceAsync("GET /Index", "POST /v1/search", "search", "metadata");
        Assert.DoesNotContain(await traces.AllNamesAsync(), name => name.Contains("thumbnail", StringComparison.Ordinal) || name.Contains("/health", StringComparison.Ordinal));
    }

    private async Task<JsonElement[]> PredictAsync(Uri address)
    {
        using var body = OldClients.Curl(Samples.PathOf(Query));
        using var response = await _http.PostAsync(address, body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return [.. json.RootElement.GetProperty("top_3_similar_images").EnumerateArray().Select(hit => hit.Clone())];
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
