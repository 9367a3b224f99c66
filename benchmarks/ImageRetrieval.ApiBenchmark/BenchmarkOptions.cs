using System.Globalization;

namespace ImageRetrieval.ApiBenchmark;

/// <summary>What is measured, and how often.</summary>
internal sealed record BenchmarkOptions
{
    internal const string Usage =
        """
        ImageRetrieval.ApiBenchmark [options]    prints Markdown tables
          --parts A,B,...   of overhead, throughput, seed, filters, soak, wire (default: the first four, in this order)
          --images N        indexed images of overhead, throughput and seed (default 10000)
          --vectors N       indexed vectors of filters (default 50000)
          --requests N      requests of each measurement (default 200)
          --clients N       clients at once (default 16)
          --rounds R        repetitions of overhead and throughput, in turn with the bare loop; medians count (default 5)
          --seedrequests N  requests to the replaced stack, which takes seconds for each (default 10)
          --minutes N       of soak: load, swapped snapshots and a Worker that ingests (default 10)
          --swaps N         snapshots that are swapped meanwhile (default 30)
          --python FILE     a Python with OpenCV, and FastAPI and uvicorn if there are (default /usr/bin/python3)
          --note TEXT       a line for the head of the report, for instance that the machine was shared
          --out FILE        writes the report to this file as well
        """;

    private static readonly string[] s_byDefault = ["overhead", "throughput", "seed", "filters"];
    private static readonly string[] s_parts = [.. s_byDefault, "soak", "wire"];

    public IReadOnlyList<string> Parts { get; init; } = s_byDefault;

    public int Images { get; init; } = 10_000;

    public int Vectors { get; init; } = 50_000;

    public int Requests { get; init; } = 200;

    public int Clients { get; init; } = 16;

    public int Rounds { get; init; } = 5;

    public int SeedRequests { get; init; } = 10;

    public int Minutes { get; init; } = 10;

    public int Swaps { get; init; } = 30;

    public string Python { get; init; } = "/usr/bin/python3";

    public string? Note { get; init; }

    public string? OutFile { get; init; }

    /// <exception cref="FormatException">An option is unknown, lacks its value, or has a wrong one.</exception>
    internal static BenchmarkOptions Parse(string[] arguments)
    {
        var options = new BenchmarkOptions();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length)
                throw new FormatException($"'{arguments[i]}' needs a value.");
            options = options.With(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private BenchmarkOptions With(string name, string value) => name switch
    {
        "--parts" => this with { Parts = [.. value.Split(',').Select(Part)] },
        "--images" => this with { Images = Number(name, value) },
        "--vectors" => this with { Vectors = Number(name, value) },
        "--requests" => this with { Requests = Number(name, value) },
        "--clients" => this with { Clients = Number(name, value) },
        "--rounds" => this with { Rounds = Number(name, value) },
        "--seedrequests" => this with { SeedRequests = Number(name, value) },
        "--minutes" => this with { Minutes = Number(name, value) },
        "--swaps" => this with { Swaps = Number(name, value) },
        "--python" => this with { Python = value },
        "--note" => this with { Note = value },
        "--out" => this with { OutFile = value },
        _ => throw new FormatException($"There is no option '{name}'."),
    };

    private static string Part(string part) =>
        s_parts.Contains(part) ? part : throw new FormatException($"There is no part '{part}'; there are {string.Join(", ", s_parts)}.");

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"{name} is '{value}'; it must be a whole number from 1 on.");
}
