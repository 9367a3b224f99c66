using System.CommandLine;
using System.Globalization;

namespace ImageRetrieval.ApiBenchmark;

/// <summary>What is measured, and how often.</summary>
/// <param name="Line">The parsed command line.</param>
internal sealed record BenchmarkOptions(ParseResult Line)
{
    private static readonly string[] s_byDefault = ["overhead", "throughput", "seed", "filters"];
    private static readonly string[] s_parts = [.. s_byDefault, "soak", "wire", "fairness"];

    internal static RootCommand Command { get; } = new("Measures the Api; prints Markdown tables.")
    {
        new Option<string[]>("--parts")
        {
            HelpName = "A,B,…", Description = $"Of {string.Join(", ", s_parts)}.", DefaultValueFactory = _ => s_byDefault,
            CustomParser = parts =>
            {
                var names = parts.Tokens[0].Value.Split(',');
                foreach (var unknown in names.Except(s_parts))
                    parts.AddError($"There is no part '{unknown}'; there are {string.Join(", ", s_parts)}.");
                return names;
            },
        },
        Number("--images", 10_000, "Indexed images of overhead, throughput, seed and fairness."),
        Number("--vectors", 50_000, "Indexed vectors of filters."),
        Number("--requests", 200, "Requests of each measurement."),
        Number("--clients", 16, "Concurrent clients."),
        Number("--rounds", 5, "Repetitions of overhead and throughput, alternating with the bare loop; medians are reported."),
        Number("--seedrequests", 10, "Requests to the replaced stack, each of which takes seconds."),
        Number("--minutes", 10, "Of soak: load, swapped snapshots and a Worker that ingests."),
        Number("--swaps", 30, "Snapshots that are swapped during soak."),
        new Option<string>("--python") { HelpName = "FILE", Description = "A Python with OpenCV, and with FastAPI and uvicorn where available.", DefaultValueFactory = _ => "/usr/bin/python3" },
        new Option<string>("--note") { HelpName = "TEXT", Description = "A line for the head of the report, for instance that the machine was shared." },
        new Option<string>("--out") { HelpName = "FILE", Description = "Writes the report to this file as well." },
    };

    public IReadOnlyList<string> Parts => Line.GetRequiredValue<string[]>("--parts");

    public int Images { get; init; } = Line.GetValue<int>("--images");

    public int Vectors => Line.GetValue<int>("--vectors");

    public int Requests => Line.GetValue<int>("--requests");

    public int Clients => Line.GetValue<int>("--clients");

    public int Rounds => Line.GetValue<int>("--rounds");

    public int SeedRequests => Line.GetValue<int>("--seedrequests");

    public int Minutes => Line.GetValue<int>("--minutes");

    public int Swaps => Line.GetValue<int>("--swaps");

    public string Python => Line.GetRequiredValue<string>("--python");

    public string? Note => Line.GetValue<string>("--note");

    public string? OutFile => Line.GetValue<string>("--out");

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
