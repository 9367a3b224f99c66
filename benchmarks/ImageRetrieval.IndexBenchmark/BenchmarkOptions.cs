using System.Globalization;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.IndexBenchmark;

/// <summary>What is built and asked.</summary>
internal sealed record BenchmarkOptions
{
    public const string Usage =
        """
        ImageRetrieval.IndexBenchmark [options]    prints a Markdown table of efSearch, recall@k, speed and work
          --count N             vectors in the index (default 20000; with --raw: all but the queries)
          --dimension D         components (default 512)
          --queries Q           held-out vectors that are asked (default 1000)
          --k K                 neighbours wanted (default 10)
          --seed S              of the vectors and of the graph (default 42)
          --m M                 links a node (default 16)
          --ef-construction E   candidates at insertion (default 200)
          --ef E,E,...          values of efSearch (default 10,20,40,60,80,100,150,200,300,400)
          --rounds R            repetitions of each timing; the median counts (default 3)
          --raw FILE            rows of D little-endian float32 instead of generated vectors; the last Q are the queries
        """;

    public int? Count { get; init; }

    public int Dimension { get; init; } = 512;

    public int Queries { get; init; } = 1000;

    public int K { get; init; } = 10;

    public int Seed { get; init; } = 42;

    public int M { get; init; } = 16;

    public int EfConstruction { get; init; } = 200;

    public IReadOnlyList<int> EfSearch { get; init; } = [10, 20, 40, 60, 80, 100, 150, 200, 300, 400];

    public int Rounds { get; init; } = 3;

    public string? RawFile { get; init; }

    public HnswOptions Hnsw => new() { M = M, EfConstruction = EfConstruction, Seed = (ulong)Seed };

    /// <exception cref="FormatException">An option is unknown, or its value is missing or not a number.</exception>
    public static BenchmarkOptions Parse(string[] arguments)
    {
        var options = new BenchmarkOptions();
        for (int i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length)
                throw new FormatException($"'{arguments[i]}' needs a value.");
            options = options.With(arguments[i], arguments[i + 1]);
        }

        return options;
    }

    private BenchmarkOptions With(string name, string value) => name switch
    {
        "--count" => this with { Count = Number(name, value) },
        "--dimension" => this with { Dimension = Number(name, value) },
        "--queries" => this with { Queries = Number(name, value) },
        "--k" => this with { K = Number(name, value) },
        "--seed" => this with { Seed = Number(name, value) },
        "--m" => this with { M = Number(name, value) },
        "--ef-construction" => this with { EfConstruction = Number(name, value) },
        "--ef" => this with { EfSearch = [.. value.Split(',').Select(v => Number(name, v))] },
        "--rounds" => this with { Rounds = Number(name, value) },
        "--raw" => this with { RawFile = value },
        _ => throw new FormatException($"There is no option '{name}'."),
    };

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new FormatException($"'{name} {value}': a whole number from 1 on is expected.");
}
