using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ImageRetrieval.Evaluation;

/// <summary>What is evaluated, and how.</summary>
internal sealed class EvaluationOptions(ParseResult line)
{
    internal const int MaxCount = 1000;

    internal static RootCommand Command { get; } = new("Measures how well models find images of the same label; prints a Markdown table. Models run here, or in an Api with --predict.")
    {
        new Option<string[]>("--csv") { HelpName = "FILE", Description = "Columns id, path, label; an empty label only distracts. Repeatable.", Required = true },
        new Option<string>("--root") { HelpName = "FOLDER", Description = "Where the paths start. Default: the CSV's own folder." },
        new Option<string>("--models") { HelpName = "A,B,…", Description = "Names of models. Default: resnet18; with --predict, the Api's default." },
        new Option<string>("--out") { HelpName = "FILE", Description = "Writes the table to this file as well." },
        Number("--seed", 0, int.MaxValue, 42, "Of the order of equal scores."),
        new Option<string>("--model-list") { HelpName = "FILE", Description = "A further list of models (several: separated by commas)." },
        new Option<string>("--data") { HelpName = "FOLDER", Description = "Where downloaded weights are kept, in its folder models.", DefaultValueFactory = _ => "data" },
        Number("--threads", 1, 1024, Environment.ProcessorCount, "Images at once."),
        new Option<int[]>("--ef")
        {
            HelpName = "E,E,…", Description = "Values of efSearch for the index's recall.", DefaultValueFactory = _ => [20, 40, 80, 160],
            CustomParser = given => [.. Parts(given.Tokens[0].Value).Select(part => Whole(given, "--ef", part, 1, 100_000))],
        },
        new Option<Uri>("--predict")
        {
            HelpName = "ADDRESS", Description = "A running Api, for instance http://localhost:8000; it must have indexed the same ids.",
            CustomParser = given =>
            {
                if (!Uri.TryCreate(given.Tokens[0].Value, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                    given.AddError($"--predict is '{given.Tokens[0].Value}'; an address such as http://localhost:8000 is expected.");
                return address;
            },
        },
        Number("--count", 10, MaxCount, MaxCount, "Answers to ask the Api for."),
        Number("--requests", 1, 256, 4, "Requests to the Api at once."),
    };

    public IReadOnlyList<string> CsvFiles => line.GetRequiredValue<string[]>("--csv");

    public string? Root => line.GetValue<string>("--root");

    public IReadOnlyList<string> Models => [.. Parts(line.GetValue<string>("--models") ?? "").Distinct()];

    public string? OutFile => line.GetValue<string>("--out");

    public int Seed => line.GetValue<int>("--seed");

    public string? ModelList => line.GetValue<string>("--model-list");

    public string DataFolder => line.GetRequiredValue<string>("--data");

    public int Threads => line.GetValue<int>("--threads");

    public IReadOnlyList<int> EfSearch => line.GetRequiredValue<int[]>("--ef");

    public Uri? Api => line.GetValue<Uri>("--predict");

    public int Count => line.GetValue<int>("--count");

    public int Requests => line.GetValue<int>("--requests");

    private static string[] Parts(string value) => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Option<int> Number(string name, int least, int most, int byDefault, string description) => new(name)
    {
        HelpName = "N", Description = description, DefaultValueFactory = _ => byDefault, CustomParser = given => Whole(given, name, given.Tokens[0].Value, least, most),
    };

    private static int Whole(ArgumentResult given, string name, string value, int least, int most)
    {
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
            given.AddError($"{name} is '{value}'; it must be a whole number, {least}..{most}.");
        return number;
    }
}
