using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ImageRetrieval.HttpFuzz;

/// <summary>Api or Portal as a separate process, on a free port of this machine, whose log is kept.</summary>
internal sealed partial class Service : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log = new();

    private Service(Process process, int port) => (_process, Port) = (process, port);

    internal int Port { get; }

    /// <summary>Lines of errors and of stacks.</summary>
    internal IEnumerable<string> Errors => _log.Where(line => ErrorPattern().IsMatch(line));

    internal long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.HasExited ? 0 : _process.WorkingSet64;
        }
    }

    internal static async Task<Service> StartAsync(string name, params string[] arguments)
    {
        var port = FreePort();
        // Beside this program: artifacts/bin/<project>/<configuration>.
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", name, configuration, name + ".dll"));
        var start = new ProcessStartInfo("dotnet", [program, .. arguments, "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var service = new Service(Process.Start(start)!, port);
        service.Keep();
        await service.WaitAsync();
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Keep()
    {
        _process.OutputDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task WaitAsync()
    {
        using var http = new HttpClient();
        var started = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if ((await http.GetStringAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/health")))).Contains("\"Healthy\"", StringComparison.Ordinal))
                    return;
            }
            catch (HttpRequestException) when (!_process.HasExited && started.Elapsed < s_limit)
            {
                // It does not listen yet, or is not ready.
            }
            await Task.Delay(100);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"^(fail|crit): |^\s+at \S+\(|Unhandled exception")]
    private static partial Regex ErrorPattern();
}
