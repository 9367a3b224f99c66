using System.Globalization;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>A Portal as a process of its own, whose Api is not there unless its options name one.</summary>
internal sealed class PortalAlone : IAsyncDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProcess _process;

    private PortalAlone(params IEnumerable<string> options)
    {
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ServiceProcess.FreePort()}/"));
        _process = ServiceProcess.Start("ImageRetrieval.Portal", _folder.Path, ["--urls", Address.ToString(), .. options]);
    }

    public Uri Address { get; }

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="options">Options of the command line; without <c>--Portal:ApiAddress</c> there is no Api.</param>
    public static async Task<PortalAlone> StartAsync(params IEnumerable<string> options)
    {
        // Port 9 discards what it gets, and on nobody's machine it listens any more.
        var portal = new PortalAlone(["--Portal:ApiAddress=http://127.0.0.1:9", "--Portal:ApiTimeoutSeconds=2", .. options]);
        using var http = new HttpClient();
        await Eventually.TrueAsync(async () => (await http.GetAsync(new Uri(portal.Address, "/alive"))).IsSuccessStatusCode, s_startLimit, () => portal._process.Output);
        return portal;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
