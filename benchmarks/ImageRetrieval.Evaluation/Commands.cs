using System.CommandLine;
using ImageRetrieval.Evaluation.Duplicates;
using ImageRetrieval.Evaluation.Rejection;
using ImageRetrieval.Evaluation.Robustness;
using ImageRetrieval.Evaluation.Splits;
using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Evaluation;

/// <summary>The whole command line.</summary>
internal static class Commands
{
    internal static RootCommand Root { get; } = Create();

    /// <summary>Runs a command; what it cannot do becomes a sentence and the exit status 1.</summary>
    internal static async Task<int> RunAsync(Func<Task> command)
    {
        try
        {
            await command();
            return 0;
        }
        catch (Exception error) when (error is EvaluationException or ModelException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(error is OperationCanceledException ? "Stopped." : error.Message);
            return 1;
        }
    }

    private static RootCommand Create()
    {
        var root = EvaluationOptions.Command;
        root.SetAction((line, token) => RunAsync(() => Evaluation.RunAsync(new(line), Console.Out, token)));
        root.Add(SplitOptions.Command);
        root.Add(DuplicateOptions.Command);
        root.Add(RejectionOptions.Command);
        root.Add(RobustnessOptions.Command);
        return root;
    }
}
