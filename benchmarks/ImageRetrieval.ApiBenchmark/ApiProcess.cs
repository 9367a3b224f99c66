using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace ImageRetrieval.ApiBenchmark;

/// <summary>The Api as a process of its own, on a free port of this machine.</summary>
internal sealed class ApiProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly HttpClient _http;
    private readonly byte[] _picture;

    private ApiProcess(Process process, HttpClient http, byte[] picture) => (_process, _http, _picture) = (process, http, picture);

    /// <summary>CPU time of the process since its start.</summary>
    internal TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    internal static async Task<ApiProcess> StartAsync(Workbench bench)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        // Beside this program: artifacts/bin/<project>/<configuration>.
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "ImageRetrieval.Api", configuration, "ImageRetrieval.Api.dll"));
        var start = new ProcessStartInfo("dotnet", [program, "--data", bench.Folder, "--models", Workbench.ModelName, "--model-list", bench.ListFile, "--urls", address, "--Vision:ThreadsPerImage", "1", "--Vision:Provider", "Cpu", "--Logging:LogLevel:Default", "Warning", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning"]);
        var process = Process.Start(start)!;
        var api = new ApiProcess(process, new HttpClient { BaseAddress = new Uri(address), Timeout = s_limit }, bench.Picture);
        await api.WaitAsync();
        return api;
    }

    /// <summary>One /predict; throws unless it is answered.</summary>
    internal async Task PredictAsync()
    {
        using var form = new MultipartFormDataContent { { new StringContent("10"), "nb_similar_images" } };
        var file = new ByteArrayContent(_picture);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        form.Add(file, "file", "query.jpg");
        using var response = await _http.PostAsync(new Uri("/predict", UriKind.Relative), form);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
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
                throw new InvalidOperationException("The Api did not become ready; its output stands above.");
            await Task.Delay(100);
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            return (await _http.GetStringAsync(new Uri("/health", UriKind.Relative))).Contains("\"Healthy\"", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false; // it does not listen yet
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
