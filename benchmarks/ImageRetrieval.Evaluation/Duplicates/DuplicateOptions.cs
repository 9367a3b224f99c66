using System.CommandLine;

namespace ImageRetrieval.Evaluation.Duplicates;

/// <summary>The command <c>duplicates</c>.</summary>
internal sealed class DuplicateOptions(ParseResult line)
{
    private static readonly Option<int> s_pictures = Numbers.Option("--pictures", 1, 10_000, 150, "Pictures of each list that are edited; their copies are hidden among the others.");

    internal static Command Command { get; } = Create();

    public ListOptions Lists { get; } = new(line);

    public ModelOptions Models { get; } = new(line);

    public ReportOptions Report { get; } = new(line);

    public int Pictures => line.GetValue(s_pictures);

    private static Command Create()
    {
        var command = new Command("duplicates", "Hides edited copies among the pictures of a list and measures how many of them are found, and how many pairs are wrong.");
        ListOptions.AddTo(command);
        ModelOptions.AddTo(command);
        ReportOptions.AddTo(command);
        command.Add(s_pictures);
        command.SetAction((parsed, token) => Commands.RunAsync(() => DuplicateEvaluation.RunAsync(new(parsed), Console.Out, token)));
        return command;
    }
}
