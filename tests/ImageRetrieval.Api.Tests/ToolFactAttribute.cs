using System.ComponentModel;
using System.Diagnostics;

namespace ImageRetrieval.Api.Tests;

/// <summary>A test that needs a program of the machine; without it the test is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(string program, string arguments, string install)
    {
        if (program == "python3")
            program = OtherClients.PythonProgram;
        if (!Runs(program, arguments))
            Skip = $"'{program} {arguments}' does not run: this check was not made. Install it with: {install}.";
    }

    public static bool Runs(string program, string arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
