using System.Reflection;

namespace ImageRetrieval.Vision.Trial;

/// <summary>
/// Lets a program test models in a second process of itself. Its <c>Main</c> calls <see cref="TryServe"/> first; a program that does
/// not loads unknown models without a test.
/// </summary>
public static class TrialHost
{
    internal const string Verb = "try-model";

    /// <summary>How to start this program as a child; null before <see cref="TryServe"/>, or when that is impossible.</summary>
    internal static TrialCommand? Command { get; private set; }

    /// <summary>Runs the trial if this process was started for one; the request is read from standard input.</summary>
    /// <param name="args">The program's command line.</param>
    /// <param name="program">The assembly with the program's <c>Main</c>.</param>
    /// <param name="exitCode">The program's exit code, when this returns true.</param>
    /// <returns>Whether this process was a trial, which is now finished.</returns>
    public static bool TryServe(string[] args, Assembly program, out int exitCode)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(program);
        Command = TrialCommand.Of(program);
        exitCode = 0;
        if (args is not [Verb])
            return false;
        exitCode = TrialChild.Run(Console.In, Console.Out);
        return true;
    }
}
