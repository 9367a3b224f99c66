using System.CommandLine;
using System.Globalization;

namespace ImageRetrieval.VisionBenchmark;

/// <summary>What is measured, and how often.</summary>
internal sealed class BenchmarkOptions(ParseResult line)
{
    // The endurance run is the first: what others leave in memory would hide a leak.
    private static readonly string[] s_parts = ["soak", "inference", "decode", "ingest", "allocation", "peers", "parity"];

    internal static RootCommand Command { get; } = new("Measures decoding and embedding; prints Markdown tables.")
    {
        new Option<string[]>("--parts")
        {
            HelpName = "A,B,…", Description = $"Of {string.Join(", ", s_parts)}.", DefaultValueFactory = _ => s_parts,
            CustomParser = parts =>
            {
                var names = parts.Tokens[0].Value.Split(',');
                foreach (var unknown in names.Except(s_parts))
                    parts.AddError($"There is no part '{unknown}'; there are {string.Join(", ", s_parts)}.");
                return names;
            },
        },
        Number("--rounds", 3, "Repetitions of each timing, interleaved; the median counts."),
        Number("--runs", 10, "Images per round for the networks; decoding uses twice as many."),
        new Option<string>("--python") { HelpName = "FILE", Description = "A Python with Pillow, OpenCV and torchvision to compare with. Default: those rows are left out." },
        Number("--images", 100, "Images of the comparison with whole stacks."),
        new Option<string>("--mobilenet") { HelpName = "FILE", Description = "A further model; left out when absent.", DefaultValueFactory = _ => Path.Combine("..", "shared", "models", "mobilenetv2-features.onnx") },
        new Option<string>("--vgg16") { HelpName = "yes|no", Description = "Parity of the whole VGG16 as well: 553 MB on disk, several GB of memory.", DefaultValueFactory = _ => "no" },
        Number("--soak", 60, "Seconds of the endurance run."),
        new Option<string>("--note") { HelpName = "TEXT", Description = "A line for the head of the report, for instance that the machine was shared." },
        new Option<string>("--out") { HelpName = "FILE", Description = "Writes the report to this file as well." },
    };

    public IReadOnlyList<string> Parts => line.GetRequiredValue<string[]>("--parts");

    public int Rounds => line.GetValue<int>("--rounds");

    public int Runs => line.GetValue<int>("--runs");

    public int Images => line.GetValue<int>("--images");

    public string? Python => line.GetValue<string>("--python");

    public string MobileNet => line.GetRequiredValue<string>("--mobilenet");

    public bool WithVgg16 => line.GetValue<string>("--vgg16") is "yes";

    public int SoakSeconds => line.GetValue<int>("--soak");

    public string? Note => line.GetValue<string>("--note");

    public string? OutFile => line.GetValue<string>("--out");

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
