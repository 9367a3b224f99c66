using System.Globalization;

namespace ImageRetrieval.IngestBenchmark;

/// <summary>What is measured, and how much of it.</summary>
internal sealed record BenchmarkOptions
{
    internal const string Usage =
        """
        ImageRetrieval.IngestBenchmark PART[,PART...] [options]    prints Markdown; exit code 1 when a result is wrong or a goal is missed
          faults      rows of a server of which a tenth is trouble: exactly the good ones are indexed, the others have their reason
          kills       the same list with SIGKILLs on the way, against an undisturbed run: the same catalog, the same answers
          overlap     for each model alone: an ingest against its download alone and its embedding alone, and its CPU time against bare work
          steps       what each step costs beside decoding and inference
          throughput  download and decode to 256 x 256 without a model
          million     a long list of tiny pictures: memory, and the restart after a kill
          changes     a list that gains and loses rows: work in proportion to the change
        options
          --rows N          rows of the list (default 10000; overlap and steps 1000, throughput 2000, million 1000000, changes 20000)
          --kills N         SIGKILLs (default 25)
          --rounds N        times that each part of overlap is measured, in turn (default 3)
          --changed N       rows that are added, then taken away (default 100)
          --seed N          of faults and kills (default 1)
          --models NAMES    models of the ingest (default builtin); resnet50-size is a ResNet50 with seeded weights
          --model-list FILE a list with them
          --weights FOLDER  where their files are; linked into the data folder
          --note TEXT       a line for the head of the report
          --out FILE        writes the report to this file as well
        """;

    private static readonly Dictionary<string, int> s_rows = new()
    {
        ["faults"] = 10_000, ["kills"] = 10_000, ["overlap"] = 1000, ["steps"] = 1000, ["throughput"] = 2000, ["million"] = 1_000_000, ["changes"] = 20_000, ["serve"] = 0,
    };

    public required IReadOnlyList<string> Parts { get; init; }

    /// <summary>0 takes the part's own number.</summary>
    public int Rows { get; init; }

    public int Kills { get; init; } = 25;

    public int Rounds { get; init; } = 3;

    public int Changed { get; init; } = 100;

    public int Seed { get; init; } = 1;

    public string Models { get; init; } = "builtin";

    public string? ModelList { get; init; }

    public string? Weights { get; init; }

    public string? Note { get; init; }

    public string? OutFile { get; init; }

    /// <summary>Of the part <c>serve</c>, which this program starts by itself: <c>photos</c> or <c>tiny</c>.</summary>
    public string Pictures { get; init; } = "photos";

    /// <exception cref="FormatException">The part or an option is unknown, lacks its value, or has a wrong one.</exception>
    internal static BenchmarkOptions Parse(string[] arguments)
    {
        if (arguments.Length == 0)
            throw new FormatException("Name a part.");
        var options = new BenchmarkOptions { Parts = arguments[0].Split(',') };
        if (options.Parts.FirstOrDefault(part => !s_rows.ContainsKey(part)) is { } unknown)
            throw new FormatException($"There is no part '{unknown}'.");
        for (var i = 1; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length)
                throw new FormatException($"'{arguments[i]}' needs a value.");
            options = options.With(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    /// <summary>The options of one part.</summary>
    internal BenchmarkOptions For(string part) => this with { Rows = Rows == 0 ? s_rows[part] : Rows };

    private BenchmarkOptions With(string name, string value) => name switch
    {
        "--rows" => this with { Rows = Number(name, value) },
        "--kills" => this with { Kills = Number(name, value) },
        "--rounds" => this with { Rounds = Number(name, value) },
        "--changed" => this with { Changed = Number(name, value) },
        "--seed" => this with { Seed = Number(name, value) },
        "--models" => this with { Models = value },
        "--model-list" => this with { ModelList = Path.GetFullPath(value) },
        "--weights" => this with { Weights = Path.GetFullPath(value) },
        "--pictures" => this with { Pictures = value },
        "--note" => this with { Note = value },
        "--out" => this with { OutFile = value },
        _ => throw new FormatException($"There is no option '{name}'."),
    };

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"{name} is '{value}'; it must be a whole number from 1 on.");
}
