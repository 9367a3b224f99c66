using System.CommandLine;
using System.Globalization;

namespace ImageRetrieval.IngestBenchmark;

/// <summary>What is measured, and how much of it.</summary>
/// <param name="Line">The parsed command line.</param>
internal sealed record BenchmarkOptions(ParseResult Line)
{
    private const string Description =
        """
        Measures the Worker; prints Markdown. The exit code is 1 when a result is wrong or a goal is missed.

        Parts:
          faults      rows of a server of which a tenth is trouble: exactly the good ones are indexed, the others have their reason
          kills       the same list with SIGKILLs on the way, against an undisturbed run: the same catalog, the same answers
          overlap     for each model alone: an ingest against its download alone and its embedding alone, and its CPU time against bare work
          steps       what each step costs beside decoding and inference
          throughput  download and decode to 256 x 256 without a model
          million     a long list of tiny pictures: memory, and the restart after a kill
          changes     a list that gains and loses rows: work in proportion to the change
          duplicates  copies of a large collection, of generated embeddings and fingerprints, found and grouped
        """;

    private static readonly Dictionary<string, int> s_rows = new()
    {
        ["faults"] = 10_000, ["kills"] = 10_000, ["overlap"] = 1000, ["steps"] = 1000, ["throughput"] = 2000, ["million"] = 1_000_000, ["changes"] = 20_000, ["duplicates"] = 100_000, ["serve"] = 0,
    };

    internal static RootCommand Command { get; } = new(Description)
    {
        new Argument<string[]>("PART,…")
        {
            Description = "What is measured, in this order.", Arity = ArgumentArity.ExactlyOne,
            CustomParser = parts =>
            {
                var names = parts.Tokens[0].Value.Split(',');
                foreach (var unknown in names.Where(name => !s_rows.ContainsKey(name)))
                    parts.AddError($"There is no part '{unknown}'.");
                return names;
            },
        },
        Number("--rows", 0, "Rows of the list; 0 is the number of the part: 10000, but overlap and steps 1000, throughput 2000, million 1000000, changes 20000, duplicates 100000."),
        Number("--kills", 25, "SIGKILLs."),
        Number("--rounds", 3, "Number of alternating measurements of each part of overlap."),
        Number("--changed", 100, "Rows that are added, then taken away."),
        Number("--seed", 1, "Of faults and kills."),
        new Option<string>("--models") { HelpName = "NAMES", Description = "Models of the ingest; resnet50-size is a ResNet50 with seeded weights.", DefaultValueFactory = _ => "builtin" },
        new Option<string>("--model-list") { HelpName = "FILE", Description = "A list with them." },
        new Option<string>("--weights") { HelpName = "FOLDER", Description = "Where their files are; linked into the data folder." },
        new Option<string>("--note") { HelpName = "TEXT", Description = "A line for the head of the report." },
        new Option<string>("--out") { HelpName = "FILE", Description = "Writes the report to this file as well." },
        new Option<string>("--pictures") { Hidden = true, DefaultValueFactory = _ => "photos" },
    };

    public IReadOnlyList<string> Parts => Line.GetRequiredValue<string[]>("PART,…");

    /// <summary>0 takes the part's own number.</summary>
    public int Rows { get; init; } = Line.GetValue<int>("--rows");

    public int Kills => Line.GetValue<int>("--kills");

    public int Rounds => Line.GetValue<int>("--rounds");

    public int Changed => Line.GetValue<int>("--changed");

    public int Seed => Line.GetValue<int>("--seed");

    public string Models { get; init; } = Line.GetRequiredValue<string>("--models");

    public string? ModelList => FullPath("--model-list");

    public string? Weights => FullPath("--weights");

    public string? Note => Line.GetValue<string>("--note");

    public string? OutFile => Line.GetValue<string>("--out");

    /// <summary>Of the part <c>serve</c>, which this program starts by itself: <c>photos</c> or <c>tiny</c>.</summary>
    public string Pictures => Line.GetRequiredValue<string>("--pictures");

    /// <summary>The options of one part.</summary>
    internal BenchmarkOptions For(string part) => this with { Rows = Rows == 0 ? s_rows[part] : Rows };

    private string? FullPath(string name) => Line.GetValue<string>(name) is { } path ? Path.GetFullPath(path) : null;

    private static Option<int> Number(string name, int byDefault, string description) => new(name)
    {
        HelpName = "N", Description = description, DefaultValueFactory = _ => byDefault,
        CustomParser = given =>
        {
            if (!int.TryParse(given.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
                given.AddError($"{name} is '{given.Tokens[0].Value}'; it must be a whole number from 1 on.");
            return number;
        },
    };
}
