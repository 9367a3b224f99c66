using System.Globalization;

namespace ImageRetrieval.VisionBenchmark;

/// <summary>What is measured, and how often.</summary>
internal sealed record BenchmarkOptions
{
    internal const string Usage =
        """
        ImageRetrieval.VisionBenchmark [options]    prints Markdown tables
          --parts A,B,...   of soak, inference, decode, ingest, allocation, peers, parity (default: all, in this order)
          --rounds R        repetitions of each timing, interleaved; the median counts (default 3)
          --runs N          images a round for the networks (default 10); decoding takes twice as many
          --python FILE     a Python with Pillow, OpenCV and torchvision to compare with (default: those rows are left out)
          --images N        images of the comparison with whole stacks (default 100)
          --mobilenet FILE  a further model (default ../shared/models/mobilenetv2-features.onnx; left out when absent)
          --vgg16 yes       parity of the whole VGG16 as well: 553 MB on disk, several GB of memory (default no)
          --soak S          seconds of the endurance run (default 60)
          --note TEXT       a line for the head of the report, for instance that the machine was shared
          --out FILE        writes the report to this file as well
        """;

    // The endurance run is the first: what others leave in memory would hide a leak.
    private static readonly string[] s_parts = ["soak", "inference", "decode", "ingest", "allocation", "peers", "parity"];

    public IReadOnlyList<string> Parts { get; init; } = s_parts;

    public int Rounds { get; init; } = 3;

    public int Runs { get; init; } = 10;

    public int Images { get; init; } = 100;

    public string? Python { get; init; }

    public string MobileNet { get; init; } = Path.Combine("..", "shared", "models", "mobilenetv2-features.onnx");

    public bool WithVgg16 { get; init; }

    public int SoakSeconds { get; init; } = 60;

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
        "--rounds" => this with { Rounds = Number(name, value) },
        "--runs" => this with { Runs = Number(name, value) },
        "--images" => this with { Images = Number(name, value) },
        "--python" => this with { Python = value },
        "--mobilenet" => this with { MobileNet = value },
        "--vgg16" => this with { WithVgg16 = value is "yes" },
        "--soak" => this with { SoakSeconds = Number(name, value) },
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
