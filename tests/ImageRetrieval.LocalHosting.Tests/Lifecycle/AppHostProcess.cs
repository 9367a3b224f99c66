using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using ImageRetrieval.LocalHosting.Processes;

namespace ImageRetrieval.LocalHosting.Tests.Lifecycle;

/// <summary>The test AppHost as a process of its own.</summary>
internal sealed class AppHostProcess : IDisposable
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Process _process;

    private AppHostProcess(Process process, int dashboardPort)
    {
        _process = process;
        DashboardPort = dashboardPort;
        process.OutputDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public int DashboardPort { get; }

    public string Output => string.Join('\n', _lines);

    public static AppHostProcess Start(params string[] args)
    {
        var dashboardPort = LoopbackPort.FindFree();
        var target = new Projects.ImageRetrieval_LocalHosting_TestAppHost().TargetPath;
        var info = new ProcessStartInfo(DotnetHost.Path, ["exec", target, $"--dashboard-port={dashboardPort}", $"--Dashboard:Token={TestApplication.Token}", .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        return new AppHostProcess(Process.Start(info)!, dashboardPort);
    }

    public Task ReadyAsync() => TestDeadline.UntilAsync(() => Output.Contains("Everything is ready", StringComparison.Ordinal), "the AppHost is ready");

    /// <summary>The process ids of the resources, as the dashboard tells programs.</summary>
    public async Task<int[]> ChildrenAsync()
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("x-dashboard-token", TestApplication.Token);
        using var answer = JsonDocument.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{DashboardPort}/api/resources")));
        return [.. answer.RootElement.EnumerateArray().Select(resource => resource.GetProperty("processId").GetInt32())];
    }

    public void Terminate()
    {
        if (!OperatingSystem.IsWindows())
            Assert.True(UnixSignals.TryTerminate(Id));
    }

    public void Kill() => _process.Kill(entireProcessTree: false);

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync(TestDeadline.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
