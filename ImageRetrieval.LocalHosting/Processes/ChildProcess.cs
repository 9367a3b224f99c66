using System.ComponentModel;
using System.Diagnostics;

namespace ImageRetrieval.LocalHosting.Processes;

/// <summary>
/// A started process with its output. Its standard input stays open as long as this program lives: a child that reads the
/// end of it knows that nobody looks after it any more, even when this program was killed.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    /// <summary>Set for children: they watch their standard input and make a process group of their own.</summary>
    public const string LifelineVariable = "LOCALHOSTING_LIFELINE";

    /// <summary>The line that asks a child to stop where there is no SIGTERM.</summary>
    private const string StopLine = "stop";

    private static readonly TimeSpan s_drainTimeout = TimeSpan.FromSeconds(1);
    private readonly Process _process;

    private ChildProcess(Process process, Action<bool, string> onLine)
    {
        _process = process;
        Id = process.Id;
        var output = Task.WhenAll(
            LineReader.ReadAsync(process.StandardOutput, line => onLine(false, line)),
            LineReader.ReadAsync(process.StandardError, line => onLine(true, line)));
        Exited = WaitAsync(output);
    }

    public int Id { get; }

    /// <summary>The exit code, once the process has ended and its output was read.</summary>
    public Task<int> Exited { get; }

    public static ChildProcess Start(ProcessStartInfo info, Action<bool, string> onLine)
    {
        info.UseShellExecute = false;
        info.CreateNoWindow = true;
        info.RedirectStandardInput = true;
        info.RedirectStandardOutput = true;
        info.RedirectStandardError = true;
        info.StandardOutputEncoding = System.Text.Encoding.UTF8;
        info.StandardErrorEncoding = System.Text.Encoding.UTF8;
        info.Environment[LifelineVariable] = "stdin";
        try
        {
            return new ChildProcess(Process.Start(info)!, onLine);
        }
        catch (Win32Exception exception)
        {
            throw new DistributedApplicationException($"'{info.FileName}' cannot be started: {exception.Message}.", exception);
        }
    }

    /// <summary>Asks the process to stop, and kills it with all its children when it has not after the time allowed.</summary>
    /// <returns>Whether it stopped by itself.</returns>
    public async Task<bool> StopAsync(TimeSpan timeout)
    {
        AskToStop();
        var stopped = await Task.WhenAny(Exited, Task.Delay(timeout)).ConfigureAwait(false) == Exited;
        if (!stopped)
            KillTree();
        await Exited.ConfigureAwait(false);
        return stopped;
    }

    public void KillTree()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended while we were at it.
        }
    }

    public void Dispose() => _process.Dispose();

    private void AskToStop()
    {
        if (!OperatingSystem.IsWindows())
        {
            if (!Exited.IsCompleted)
                UnixSignals.TryTerminate(Id);
            return;
        }

        try
        {
            _process.StandardInput.WriteLine(StopLine);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended, or closed its input: the wait that follows tells which.
        }
    }

    private async Task<int> WaitAsync(Task output)
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        var exitCode = _process.ExitCode;
        if (!OperatingSystem.IsWindows())
            UnixSignals.KillGroup(Id);
        // A grandchild that left the group can hold the pipes open; its output is not worth waiting for.
        await Task.WhenAny(output, Task.Delay(s_drainTimeout)).ConfigureAwait(false);
        return exitCode;
    }
}
