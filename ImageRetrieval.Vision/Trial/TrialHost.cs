using System.Reflection;

namespace ImageRetrieval.Vision.Trial;

/// <summary>
/// Lets a program try models in a second process of itself. Its <c>Main</c> calls <see cref="TryServe"/> before anything else; a program
/// that does not loads unknown models untried.
/// </summary>
public static class TrialHost
{
    internal const string Verb = "try-model";

    /// <summary>How this program is started as a child; null before <see cref="TryServe"/>, or when it cannot be.</summary>
    internal static TrialCommand? Command { get; private set; }

    /// <summary>Runs the trial when this process was started for one; it reads what to try from its standard input.</summary>
    /// <param name="args">The program's command line.</param>
    /// <param name="program">The assembly with the program's <c>Main</c>.</param>
    /// <param name="exitCode">What the program is to return, when this gives true.</param>
    /// <returns>Whether this process was a trial, which is over.</returns>
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
