using System.Diagnostics;
using System.Globalization;

namespace ImageRetrieval.VisionBenchmark;

/// <summary>
/// A script in a separate process. It writes <c>ready</c> and what it is, then answers every line with the CPU
/// milliseconds that the work for it took.
/// </summary>
internal sealed class PythonPeer : IDisposable
{
    private readonly Process _process;

    private PythonPeer(Process process, string title) => (_process, Title) = (process, title);

    /// <summary>Libraries and versions.</summary>
    internal string Title { get; }

    internal static PythonPeer? Start(string python, string script, string[] arguments, out string failure)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "python", script);
        var start = new ProcessStartInfo(python, [path, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            failure = error.Message;
            return null;
        }

        var hello = process.StandardOutput.ReadLine();
        if (hello?.StartsWith("ready ", StringComparison.Ordinal) == true)
        {
            failure = "";
            return new PythonPeer(process, hello[6..]);
        }
        failure = process.StandardError.ReadToEnd().Trim().Split('\n')[^1];
        process.Dispose();
        return null;
    }

    /// <summary>CPU milliseconds for one line of work.</summary>
    internal double Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
        var answer = _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"{Title} ended: {_process.StandardError.ReadToEnd()}");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
