using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Vision.Trial;

/// <summary>Starts the child, waits for it up to the limit, and describes how it ended.</summary>
internal static class TrialProcess
{
    private const int MostOutput = 64 * 1024;
    private const int SignalBase = 128, Killed = 9;

    private static readonly Dictionary<int, string> s_signals = new() { [4] = "SIGILL", [6] = "SIGABRT", [7] = "SIGBUS", [8] = "SIGFPE", [Killed] = "SIGKILL", [11] = "SIGSEGV", [15] = "SIGTERM" };

    /// <summary>The reply, and whether it is certain to be the same another time.</summary>
    internal sealed record Outcome(TrialReply Reply, bool Lasting);

    /// <exception cref="ModelException">The child cannot be started.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the child is killed.</exception>
    internal static async Task<Outcome> RunAsync(TrialCommand command, TrialRequest request, TimeSpan limit, CancellationToken token)
    {
        using var process = Start(command, request);
        var (output, errors) = (new StringBuilder(), new StringBuilder());
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(token);
        timeout.CancelAfter(limit);
        try
        {
            await SendAsync(process, request).ConfigureAwait(false);
            await process.WaitForExitAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            token.ThrowIfCancellationRequested();
            return new(new(false, FormattableString.Invariant($"the trial did not end within {limit.TotalSeconds} s (Vision:TrialLimit) and was stopped")), Lasting: false);
        }
        lock (output)
            return Judge(process.ExitCode, TrialReply.Find(output.ToString()), LastWords(errors));
    }

    private static Process Start(TrialCommand command, TrialRequest request)
    {
        try
        {
            return Process.Start(command.ToStart())!;
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            throw new ModelException(ModelError.FailedTrial,
                $"Model '{request.Entry.Name}' cannot be tried before use, because '{command.File}' cannot be started ({error.Message}): allow this program to start itself, or load models untried with Vision:TryModels=false.", error);
        }
    }

    // A child that has already died reads nothing; its exit code tells how it died.
    private static async Task SendAsync(Process process, TrialRequest request)
    {
        try
        {
            await process.StandardInput.WriteLineAsync(request.ToJson()).ConfigureAwait(false);
            await process.StandardInput.FlushAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
        }
    }

    private static Outcome Judge(int exitCode, TrialReply? reply, string lastWords)
    {
        if (reply is { Usable: true } && exitCode == 0)
            return new(reply, Lasting: true);
        if (reply is { Usable: false })
            return new(reply, Lasting: reply.Error == ModelError.InvalidModel);
        var signal = OperatingSystem.IsWindows() ? 0 : exitCode - SignalBase;
        if (signal == Killed)
            return new(new(false, "the trial was killed (SIGKILL), most likely because memory ran out"), Lasting: false);
        var how = s_signals.TryGetValue(signal, out var name) ? $"by {name}, exit code {exitCode}" : OperatingSystem.IsWindows() ? $"with exit code 0x{exitCode:X8}" : $"with exit code {exitCode}";
        return new(new(false, $"it ended the process of its trial {how}{lastWords}"), Lasting: true);
    }

    private static string LastWords(StringBuilder errors)
    {
        lock (errors)
        {
            var text = errors.ToString().Trim().ReplaceLineEndings(" ");
            return text.Length == 0 ? "" : $", after it wrote '{(text.Length <= 300 ? text : text[..300] + "…")}'";
        }
    }

    private static void Keep(StringBuilder text, string? line)
    {
        lock (text)
        {
            if (line is not null && text.Length + line.Length < MostOutput)
                text.Append(line).Append('\n');
        }
    }
}
