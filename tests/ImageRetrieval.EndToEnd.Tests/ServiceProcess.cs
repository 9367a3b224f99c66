using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ImageRetrieval.EndToEnd.Tests;

/// <summary>One of the product's programs as a process of its own; killed with its children when a test ends.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ProcessMark _mark = new();
    private readonly ConcurrentQueue<string> _output = new();

    private ServiceProcess(ProcessStartInfo start)
    {
        _mark.PutOn(start);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
    }

    public int Id => _process.Id;

    public string Output => string.Join('\n', _output);

    public bool HasExited => _process.HasExited;

    /// <summary>The ids of this process and of everything that it started, as far as they live.</summary>
    public int[] Family() => _mark.Living();

    /// <summary>Starts <c>dotnet ImageRetrieval.X.dll arguments</c>.</summary>
    public static ServiceProcess Start(string project, string workingDirectory, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = workingDirectory, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add(DllOf(project));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var service = new ServiceProcess(start);
        service._process.OutputDataReceived += (_, line) => service.Keep(line.Data);
        service._process.ErrorDataReceived += (_, line) => service.Keep(line.Data);
        service._process.Start();
        service._process.BeginOutputReadLine();
        service._process.BeginErrorReadLine();
        return service;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The exit code, within a bound; what the program said is in the failure.</summary>
    public async Task<int> ExitAsync(TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The process did not end within {limit.TotalSeconds:0} s. It said:\n{Output}");
        }
        return _process.ExitCode;
    }

    /// <summary>SIGKILL: no handler of the program runs.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGINT, as Ctrl+C in a terminal.</summary>
    public void Interrupt() => Process.Start("kill", ["-INT", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])!.WaitForExit();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _mark.KillAll();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
            _output.Enqueue(line);
    }

    // artifacts/bin/<project>/<configuration>/, beside the folder of these tests.
    private static string DllOf(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, project + ".dll");
    }
}
