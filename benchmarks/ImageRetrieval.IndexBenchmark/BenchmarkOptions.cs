using ImageRetrieval.IndexBenchmark.Engines;
using ImageRetrieval.IndexBenchmark.Measures;

namespace ImageRetrieval.IndexBenchmark;

/// <summary>What is built and asked, by which engines, and what of it is measured.</summary>
internal sealed record BenchmarkOptions
{
    public const int DefaultCount = 20_000;

    /// <summary>The text for a wrong option.</summary>
    public static string Usage { get; } =
        $"""
        ImageRetrieval.IndexBenchmark [options]    compares engines; prints Markdown tables
          --count N             vectors in the index (default {DefaultCount}; with --raw: all but the queries)
          --dimension D         components (default 512)
          --queries Q           held-out vectors that are asked (default 1000)
          --k K                 neighbours wanted (default 10)
          --seed S              of the vectors and of the graph (default 42)
          --m M                 links a node (default 16)
          --ef-construction E   candidates at insertion (default 200)
          --ef E,E,...          values of efSearch (default 10,20,40,60,80,100,150,200,300,400)
          --rounds R            repetitions of each search timing, the engines in turn; the median counts (default 3)
          --build-rounds R      repetitions of each build, likewise (default 3)
          --raw FILE            rows of D little-endian float32 instead of generated vectors; the last Q are the queries
          --engines A,B,...     of {string.Join(", ", EngineList.Names)} (default: all)
          --parts A,B,...       of {string.Join(", ", PartList.Names)} (default: all)
          --out FILE            writes the report to this file as well, and the plot beside it as .svg
          --swap-seconds S      how long snapshots are swapped in the part swap (default 60)
          --note TEXT           a line for the head of the report, for instance that the machine was shared

        dotnet run -c Release --project benchmarks/ImageRetrieval.IndexBenchmark -- --count 50000 --out benchmarks/results/index-50000x512.md
        dotnet run -c Release --project benchmarks/ImageRetrieval.IndexBenchmark -- --count 20000 --dimension 2048 --out benchmarks/results/index-20000x2048.md
        dotnet run -c Release --project benchmarks/ImageRetrieval.IndexBenchmark -- --raw FEATURES.f32 --dimension 1280 --out benchmarks/results/index-mobilenetv2.md

        As on a processor without AVX-512 and VNNI, for hnswlib as well (usearch chooses for itself): DOTNET_EnableAVX512=0 DOTNET_EnableAVXVNNI=0 dotnet run ...
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

    public int BuildRounds { get; init; } = 3;

    public string? RawFile { get; init; }

    public IReadOnlyList<string> Engines { get; init; } = EngineList.Names;

    public IReadOnlyList<string> Parts { get; init; } = PartList.Names;

    public string? OutFile { get; init; }

    public int SwapSeconds { get; init; } = 60;

    public string? Note { get; init; }

    /// <exception cref="FormatException">An option is unknown, or its value is missing or wrong.</exception>
    public static BenchmarkOptions Parse(ReadOnlySpan<string> arguments) =>
        Arguments.Read(arguments, new BenchmarkOptions(), (options, name, value) => options.With(name, value));

    private BenchmarkOptions With(string name, string value) => name switch
    {
        "--count" => this with { Count = Arguments.Number(name, value) },
        "--dimension" => this with { Dimension = Arguments.Number(name, value) },
        "--queries" => this with { Queries = Arguments.Number(name, value) },
        "--k" => this with { K = Arguments.Number(name, value) },
        "--seed" => this with { Seed = Arguments.Number(name, value) },
        "--m" => this with { M = Arguments.Number(name, value) },
        "--ef-construction" => this with { EfConstruction = Arguments.Number(name, value) },
        "--ef" => this with { EfSearch = [.. value.Split(',').Select(v => Arguments.Number(name, v)).Distinct().Order()] },
        "--rounds" => this with { Rounds = Arguments.Number(name, value) },
        "--build-rounds" => this with { BuildRounds = Arguments.Number(name, value) },
        "--raw" => this with { RawFile = value },
        "--engines" => this with { Engines = Arguments.Names(name, value, EngineList.Names) },
        "--parts" => this with { Parts = Arguments.Names(name, value, PartList.Names) },
        "--out" => this with { OutFile = value },
        "--swap-seconds" => this with { SwapSeconds = Arguments.Number(name, value) },
        "--note" => this with { Note = value },
        _ => throw Arguments.Unknown(name),
    };
}
