using System.Collections.Concurrent;
using System.Diagnostics;

namespace ImageRetrieval.Worker.Tests;

/// <summary>The Worker as a process of its own; killed when it is disposed.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private WorkerProcess(ProcessStartInfo start) => _process = new Process { StartInfo = start };

    internal string Output => string.Join('\n', _output);

    internal int Id => _process.Id;

    internal bool HasExited => _process.HasExited;

    /// <summary>Memory that is in the machine, bytes: now and at most.</summary>
    internal (long Now, long Peak) ResidentBytes
    {
        get
        {
            _process.Refresh();
            return (_process.WorkingSet64, _process.PeakWorkingSet64);
        }
    }

    internal TimeSpan CpuTime => _process.TotalProcessorTime;

    /// <summary>Starts <c>dotnet ImageRetrieval.Worker.dll arguments</c>, built beside the calling program.</summary>
    internal static WorkerProcess Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add(Dll);
        // A port of the system's choice: several run at a time.
        foreach (var argument in arguments.Concat(["--urls", "http://127.0.0.1:0"]))
            start.ArgumentList.Add(argument);
        var worker = new WorkerProcess(start);
        worker._process.OutputDataReceived += (_, line) => worker.Keep(line.Data);
        worker._process.ErrorDataReceived += (_, line) => worker.Keep(line.Data);
        worker._process.Start();
        worker._process.BeginOutputReadLine();
        worker._process.BeginErrorReadLine();
        return worker;
    }

    /// <summary>The exit code, within a bound; what the program said is in the failure.</summary>
    internal async Task<int> ExitAsync(TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The Worker did not end within {limit.TotalSeconds:0} s. It said:\n{Output}");
        }
        return _process.ExitCode;
    }

    internal Task WhenExited() => _process.WaitForExitAsync();

    /// <summary>SIGKILL: no handler of the program runs.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    // artifacts/bin/<project>/<configuration>/, beside the folder of the calling program.
    private static string Dll
    {
        get
        {
            var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Path.Combine(own.Parent!.Parent!.FullName, "ImageRetrieval.Worker", own.Name, "ImageRetrieval.Worker.dll");
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
            _output.Enqueue(line);
    }
}
