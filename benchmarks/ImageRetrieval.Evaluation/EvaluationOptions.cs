using System.CommandLine;

namespace ImageRetrieval.Evaluation;

/// <summary>What is evaluated, and how: the command without a name.</summary>
internal sealed class EvaluationOptions(ParseResult line)
{
    internal const int MaxCount = 1000;

    private static readonly Option<int[]> s_ef = new("--ef")
    {
        HelpName = "E,E,…", Description = "Values of efSearch for the index's recall.", DefaultValueFactory = _ => [20, 40, 80, 160],
        CustomParser = given => [.. Numbers.Parts(given.Tokens[0].Value).Select(part => Numbers.Whole(given, "--ef", part, 1, 100_000))],
    };
    private static readonly Option<Uri> s_predict = new("--predict")
    {
        HelpName = "ADDRESS", Description = "A running Api, for instance http://localhost:8000; it must have indexed the same ids.",
        CustomParser = given =>
        {
            if (!Uri.TryCreate(given.Tokens[0].Value, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                given.AddError($"--predict is '{given.Tokens[0].Value}'; an address such as http://localhost:8000 is expected.");
            return address;
        },
    };
    private static readonly Option<int> s_count = Numbers.Option("--count", 10, MaxCount, MaxCount, "Answers to ask the Api for.");
    private static readonly Option<int> s_requests = Numbers.Option("--requests", 1, 256, 4, "Concurrent requests to the Api.");

    internal static RootCommand Command { get; } = Create();

    public ListOptions Lists { get; } = new(line);

    public ModelOptions Models { get; } = new(line);

    public ReportOptions Report { get; } = new(line);

    public int Seed => Report.Seed;

    public IReadOnlyList<int> EfSearch => line.GetRequiredValue(s_ef);

    public Uri? Api => line.GetValue(s_predict);

    public int Count => line.GetValue(s_count);

    public int Requests => line.GetValue(s_requests);

    private static RootCommand Create()
    {
        var command = new RootCommand("Measures how well models find images of the same label; prints a Markdown table. Models run here, or in an Api with --predict.");
        ListOptions.AddTo(command);
        ModelOptions.AddTo(command);
        ReportOptions.AddTo(command);
        command.Add(s_ef);
        command.Add(s_predict);
        command.Add(s_count);
        command.Add(s_requests);
        return command;
    }
}
