using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ImageRetrieval.ApiBenchmark;

/// <summary>The Api or the Worker as a separate process, on a free port of this machine.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);

    private readonly Process _process;
    private readonly HttpClient _http;

    private ServiceProcess(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        _http = new HttpClient { BaseAddress = address, Timeout = s_limit };
    }

    internal Uri Address { get; }

    /// <summary>CPU time of the process since its start.</summary>
    internal TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Memory of the process, mapped files among it.</summary>
    internal long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    internal static Task<ServiceProcess> ApiAsync(Workbench bench, string models = Workbench.ModelName) =>
        StartAsync("ImageRetrieval.Api", ["--data", bench.Folder, "--models", models, "--model-list", bench.ListFile, "--Vision:ThreadsPerImage", "1", "--Vision:Provider", "Cpu"]);

    internal static async Task<ServiceProcess> StartAsync(string name, string[] arguments)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        // Beside this program: artifacts/bin/<project>/<configuration>.
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", name, configuration, name + ".dll"));
        var start = new ProcessStartInfo("dotnet", [program, .. arguments, "--urls", address, "--Logging:LogLevel:Default", "Warning", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning"]);
        var service = new ServiceProcess(Process.Start(start)!, new Uri(address));
        await service.WaitAsync();
        return service;
    }

    internal Task<string> GetAsync(string path) => _http.GetStringAsync(new Uri(path, UriKind.Relative));

    /// <summary>Waits until the process is idle: code that was called often is recompiled in the background for seconds.</summary>
    internal async Task RestAsync()
    {
        TimeSpan before;
        do
        {
            before = CpuTime;
            await Task.Delay(s_look);
        }
        while (CpuTime - before > s_look / 20);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task WaitAsync()
    {
        var started = Stopwatch.StartNew();
        while (!await IsReadyAsync())
        {
            if (_process.HasExited || started.Elapsed > s_limit)
                throw new InvalidOperationException("A service did not become ready; see its output above.");
            await Task.Delay(100);
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            return (await GetAsync("/health")).Contains("\"Healthy\"", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false; // it does not listen yet, or is not ready
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
