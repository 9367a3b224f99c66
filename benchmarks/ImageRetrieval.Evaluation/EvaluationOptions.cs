using System.Globalization;

namespace ImageRetrieval.Evaluation;

/// <summary>What is evaluated, and how.</summary>
internal sealed record EvaluationOptions
{
    internal const string Usage =
        """
        ImageRetrieval.Evaluation --csv FILE [options]    prints a Markdown table of retrieval quality
          --csv FILE            columns id, path, label; may be given several times; an empty label only distracts
          --root FOLDER         where the paths start (default: the CSV's own folder)
          --models A,B,...      names of models (default builtin; with --predict: the Api's default)
          --out FILE            writes the table to this file as well
          --seed S              of the order of equal scores (default 42)

        models that are run here:
          --model-list FILE     a further list of models (several: separated by commas)
          --data FOLDER         where downloaded weights are kept, in its folder models (default data)
          --threads T           images at once (default: all cores)
          --ef E,E,...          values of efSearch for the index's recall (default 20,40,80,160)

        or an Api that is running:
          --predict ADDRESS     its address, for instance http://localhost:8000; it must have indexed the same ids
          --count N             answers to ask for, 10..1000 (default 1000)
          --requests R          requests at once (default 4)
        """;

    internal const int MaxCount = 1000;

    public IReadOnlyList<string> CsvFiles { get; init; } = [];

    public string? Root { get; init; }

    public IReadOnlyList<string> Models { get; init; } = [];

    public string? OutFile { get; init; }

    public int Seed { get; init; } = 42;

    public string? ModelList { get; init; }

    public string DataFolder { get; init; } = "data";

    public int Threads { get; init; } = Environment.ProcessorCount;

    public IReadOnlyList<int> EfSearch { get; init; } = [20, 40, 80, 160];

    public Uri? Api { get; init; }

    public int Count { get; init; } = MaxCount;

    public int Requests { get; init; } = 4;

    /// <exception cref="FormatException">An option is unknown, lacks its value, or has a wrong one.</exception>
    internal static EvaluationOptions Parse(string[] arguments)
    {
        var options = new EvaluationOptions();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length)
                throw new FormatException(arguments[i] is "--help" or "-h" ? "Measures how well models find images of the same label." : $"'{arguments[i]}' needs a value.");
            options = options.With(arguments[i], arguments[i + 1]);
        }
        return options.CsvFiles.Count > 0 ? options : throw new FormatException("--csv is missing: name a file with the columns id, path and label.");
    }

    private EvaluationOptions With(string name, string value) => name switch
    {
        "--csv" => this with { CsvFiles = [.. CsvFiles, value] },
        "--root" => this with { Root = value },
        "--models" => this with { Models = [.. Parts(value).Distinct()] },
        "--out" => this with { OutFile = value },
        "--seed" => this with { Seed = Number(name, value, 0, int.MaxValue) },
        "--model-list" => this with { ModelList = value },
        "--data" => this with { DataFolder = value },
        "--threads" => this with { Threads = Number(name, value, 1, 1024) },
        "--ef" => this with { EfSearch = [.. Parts(value).Select(part => Number(name, part, 1, 100_000))] },
        "--predict" => this with { Api = Address(value) },
        "--count" => this with { Count = Number(name, value, 10, MaxCount) },
        "--requests" => this with { Requests = Number(name, value, 1, 256) },
        _ => throw new FormatException($"There is no option '{name}'."),
    };

    private static string[] Parts(string value) => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Uri Address(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new FormatException($"--predict is '{value}'; an address such as http://localhost:8000 is expected.");

    private static int Number(string name, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"{name} is '{value}'; it must be a whole number, {least}..{most}.");
}
