using System.CommandLine;

namespace ImageRetrieval.Evaluation.Rejection;

/// <summary>The command <c>rejection</c>.</summary>
internal sealed class RejectionOptions(ParseResult line)
{
    internal static Command Command { get; } = Create();

    public ListOptions Lists { get; } = new(line);

    public ModelOptions Models { get; } = new(line);

    public ReportOptions Report { get; } = new(line);

    private static Command Create()
    {
        var command = new Command("rejection", "Measures how well \"nothing similar here\" tells queries whose label the collection does not have from others. Several lists are also judged as one.");
        ListOptions.AddTo(command);
        ModelOptions.AddTo(command);
        ReportOptions.AddTo(command);
        command.SetAction((parsed, token) => Commands.RunAsync(() => RejectionEvaluation.RunAsync(new(parsed), Console.Out, token)));
        return command;
    }
}
