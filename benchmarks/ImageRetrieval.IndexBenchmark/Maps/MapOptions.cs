namespace ImageRetrieval.IndexBenchmark.Maps;

/// <summary>Which vectors are arranged in a plane.</summary>
internal sealed record MapOptions
{
    public const string Usage =
        """
        ImageRetrieval.IndexBenchmark map [options]    arranges vectors in a plane, and writes a row of a table
          --raw FILE        rows of float32 (default: generated ones, as of the other parts)
          --count N         rows (default 20000)
          --dimension D     components of a row (default 512)
          --threads T       (default 1)
          --sample S        rows whose neighbours are compared (default 1000)
          --seed S          of the generated rows (default 42)
        """;

    public string? RawFile { get; init; }

    public int Count { get; init; } = 20_000;

    public int Dimension { get; init; } = 512;

    public int Threads { get; init; } = 1;

    public int Sample { get; init; } = 1000;

    public int Seed { get; init; } = 42;

    /// <exception cref="FormatException">An option is unknown, lacks its value or has a wrong one.</exception>
    public static MapOptions Parse(ReadOnlySpan<string> arguments) => Arguments.Read(arguments, new MapOptions(), (o, name, value) => o.With(name, value));

    private MapOptions With(string name, string value) => name switch
    {
        "--raw" => this with { RawFile = value },
        "--count" => this with { Count = Arguments.Number(name, value) },
        "--dimension" => this with { Dimension = Arguments.Number(name, value) },
        "--threads" => this with { Threads = Arguments.Number(name, value) },
        "--sample" => this with { Sample = Arguments.Number(name, value) },
        "--seed" => this with { Seed = Arguments.Number(name, value) },
        _ => throw Arguments.Unknown(name),
    };
}
