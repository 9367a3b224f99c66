using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ImageRetrieval.EndToEnd.Tests.AppHost;

/// <summary>The whole system as one command starts it, and what its dashboard tells programs about it.</summary>
internal sealed partial class AppHostProcess : IAsyncDisposable
{
    public const string RandomPorts = "--LocalHosting:RandomizePorts=true";

    private const string Token = "the-token-of-the-end-to-end-tests";
    // Bounds for a machine that is busy with other things; on an idle one both are over within seconds.
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan s_indexLimit = TimeSpan.FromSeconds(240);

    private readonly ServiceProcess _process;
    private readonly HttpClient _http = new();

    private AppHostProcess(ServiceProcess process)
    {
        _process = process;
        _http.DefaultRequestHeaders.Add("x-dashboard-token", Token);
    }

    public string Output => _process.Output;

    /// <summary>Starts the AppHost with its data in the folder's <c>data</c>.</summary>
    public static AppHostProcess Start(string folder, params IEnumerable<string> arguments) =>
        new(ServiceProcess.Start("ImageRetrieval.AppHost", folder, ["--data", "data", $"--Dashboard:Token={Token}", .. arguments]));

    /// <summary>As <see cref="Start"/>, on ports that nobody else has.</summary>
    public static AppHostProcess StartOnFreePorts(string folder, params IEnumerable<string> arguments) =>
        Start(folder, ["--dashboard-port", "0", RandomPorts, .. arguments]);

    /// <summary>Where a browser logs in to the dashboard.</summary>
    public async Task<Uri> DashboardLoginAsync() => new(await DashboardAsync(), $"/login?t={Token}");

    /// <summary>The first address of a service, once every service is ready.</summary>
    public async Task<Uri> AddressOfAsync(string name)
    {
        var all = await ReadyAsync();
        return new Uri(all.Single(resource => resource.Name == name).Urls[0].Url);
    }

    /// <summary>The services, once all of them are ready.</summary>
    public Task<Resource[]> ReadyAsync() => WaitAsync(async () =>
    {
        var all = await _http.GetFromJsonAsync<Resource[]>(new Uri(await DashboardAsync(), "/api/resources"));
        return all is { Length: > 0 } && all.All(resource => resource.IsReady) ? all : null;
    }, s_startLimit);

    /// <summary>Waits until pictures can be searched, and returns the Api's address.</summary>
    public async Task<Uri> SearchableAsync()
    {
        var api = await AddressOfAsync("api");
        await EveryModelAsync(api, model => model.GetProperty("state").GetString() == "ready");
        return api;
    }

    /// <summary>Waits until the Worker is done with its list, and returns what it says about that.</summary>
    public Task<IngestReport> IngestedAsync(string folder) => WaitAsync(async () =>
    {
        var path = Path.Combine(folder, "data", "status.json");
        var report = File.Exists(path) ? JsonSerializer.Deserialize<IngestReport>(await File.ReadAllBytesAsync(path), JsonSerializerOptions.Web) : null;
        return report?.State == "done" ? report : null;
    }, s_indexLimit);

    /// <summary>Waits until the whole list can be searched with every model, which is up to a second after <see cref="IngestedAsync"/>.</summary>
    public async Task<IngestReport> WholeListSearchableAsync(string folder)
    {
        var api = await SearchableAsync();
        var report = await IngestedAsync(folder);
        await EveryModelAsync(api, model => model.GetProperty("images").GetInt64() == report.Indexed);
        return report;
    }

    public int[] Family() => _process.Family();

    public void Interrupt() => _process.Interrupt();

    public Task KillAsync() => _process.KillAsync();

    public Task<int> ExitAsync(TimeSpan limit) => _process.ExitAsync(limit);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    private Task<Uri> DashboardAsync() => WaitAsync(() =>
        Task.FromResult(DashboardLine().Match(Output) is { Success: true } match ? new Uri(match.Groups[1].Value) : null), s_startLimit);

    /// <summary>Waits until the Api says of each of its models what it should.</summary>
    private async Task EveryModelAsync(Uri api, Func<JsonElement, bool> isSo) => await WaitAsync(async () =>
    {
        var models = await _http.GetFromJsonAsync<JsonElement>(new Uri(api, "/v1/models"));
        return models.GetProperty("models").EnumerateArray().All(isSo) ? "yes" : null;
    }, s_indexLimit);

    private Task<T> WaitAsync<T>(Func<Task<T?>> ask, TimeSpan limit)
        where T : class => Eventually.GetAsync(() => _process.HasExited ? throw new InvalidOperationException($"The AppHost has ended.\n{Output}") : ask(), limit, () => Output);

    [GeneratedRegex(@"Dashboard: (http://localhost:\d+)/login")]
    private static partial Regex DashboardLine();

    internal sealed record Resource(string Name, bool IsReady, int? ProcessId, ResourceUrl[] Urls);

    internal sealed record ResourceUrl(string Url);

    internal sealed record IngestReport(string State, DateTimeOffset Updated, long Total, long Indexed, long DownloadsThisRun, long EmbeddingsThisRun);
}
