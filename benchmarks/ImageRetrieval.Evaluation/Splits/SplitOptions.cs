using System.CommandLine;

namespace ImageRetrieval.Evaluation.Splits;

/// <summary>The command <c>split</c>.</summary>
internal sealed class SplitOptions(ParseResult line)
{
    private static readonly Option<int> s_resamples = Numbers.Option("--resamples", 100, 100_000, 2000, "Draws of the bootstrap that gives the intervals.");

    internal static Command Command { get; } = Create();

    public ListOptions Lists { get; } = new(line);

    public ModelOptions Models { get; } = new(line);

    public ReportOptions Report { get; } = new(line);

    public int Resamples => line.GetValue(s_resamples);

    private static Command Create()
    {
        var command = new Command("split", "Compares the rankings by cosine and by context: a third of each label are queries that the collection does not have.");
        ListOptions.AddTo(command);
        ModelOptions.AddTo(command);
        ReportOptions.AddTo(command);
        command.Add(s_resamples);
        command.SetAction((parsed, token) => Commands.RunAsync(() => SplitEvaluation.RunAsync(new(parsed), Console.Out, token)));
        return command;
    }
}
