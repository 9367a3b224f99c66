using System.CommandLine;

namespace ImageRetrieval.Evaluation.Robustness;

/// <summary>The command <c>robustness</c>.</summary>
internal sealed class RobustnessOptions(ParseResult line)
{
    private const string Images = "images";

    private static readonly Option<string> s_source = new("--source") { HelpName = "FOLDER", Description = "A folder of pictures, with all folders below it." };
    private static readonly Option<string> s_data = new("--data") { HelpName = "FOLDER", Description = "The data folder of the product: its images are used where --source is not given; weights are in its models." };
    private static readonly Option<int> s_pictures = Numbers.Option("--pictures", 1, 100_000, 200, "Pictures that are edited.");
    private static readonly Option<int> s_among = Numbers.Option("--among", 2, 1_000_000, 2000, "Pictures of the folder among which the originals are searched for.");

    internal static Command Command { get; } = Create();

    /// <summary>Where the pictures are.</summary>
    public string Folder => line.GetValue(s_source) ?? Path.Combine(line.GetValue(s_data)!, Images);

    public int Pictures => line.GetValue(s_pictures);

    public int Among => line.GetValue(s_among);

    public ModelOptions Models { get; } = new(line) { DataFolder = line.GetValue(s_data) ?? "data" };

    public ReportOptions Report { get; } = new(line);

    private static Command Create()
    {
        var command = new Command("robustness", "Edits pictures of a folder (crops, recompression, turning, blur and others) and reports how often each model still finds the original. No labels are needed.");
        command.Add(s_source);
        command.Add(s_data);
        command.Add(s_pictures);
        command.Add(s_among);
        ModelOptions.AddTo(command, withData: false);
        ReportOptions.AddTo(command);
        command.Validators.Add(given =>
        {
            if (given.GetValue(s_source) is null && given.GetValue(s_data) is null)
                given.AddError("Name the pictures: --source FOLDER, or --data FOLDER of the product.");
        });
        command.SetAction((parsed, token) => Commands.RunAsync(() => RobustnessReport.RunAsync(new(parsed), Console.Out, token)));
        return command;
    }
}
