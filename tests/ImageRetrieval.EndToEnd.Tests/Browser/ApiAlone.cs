using System.Globalization;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>An Api as a process of its own, over an empty data folder.</summary>
internal sealed class ApiAlone : IAsyncDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProcess _process;

    private ApiAlone()
    {
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ServiceProcess.FreePort()}/"));
        _process = ServiceProcess.Start("ImageRetrieval.Api", _folder.Path, "--urls", Address.ToString(), "--data", _folder.Path, "--models", "builtin");
    }

    public Uri Address { get; }

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<ApiAlone> StartAsync()
    {
        var api = new ApiAlone();
        using var http = new HttpClient();
        await Eventually.TrueAsync(async () => (await http.GetAsync(new Uri(api.Address, "/alive"))).IsSuccessStatusCode, s_startLimit, () => api._process.Output);
        return api;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
