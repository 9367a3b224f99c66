using System.CommandLine;
using System.Globalization;

namespace ImageRetrieval.DecodeFuzz;

/// <summary>How many damaged images, and which.</summary>
internal sealed class FuzzOptions(ParseResult line)
{
    internal const string ChildSwitch = "--child";

    internal static RootCommand Command { get; } = new("Decodes damaged images. The exit code is 0 when every one was rejected or decoded correctly.")
    {
        Number("--count", 1, 20_000, "Damaged images."),
        Number("--seed", 0, 42, "Of the damage."),
        Number("--only", 0, -1, "Only image number N of that seed, to repeat a failure; -1 is all."),
        new Option<string>("--save") { HelpName = "FILE", Description = "With --only: writes the damaged image there." },
        new Option<string>("--out") { HelpName = "FILE", Description = "Appends the summary to this Markdown file." },
        new Option<bool>(ChildSwitch) { Hidden = true },
    };

    public int Count => line.GetValue<int>("--count");

    public int Seed => line.GetValue<int>("--seed");

    public int? Only => line.GetValue<int>("--only") is >= 0 and var number ? number : null;

    public string? SaveFile => line.GetValue<string>("--save");

    public string? OutFile => line.GetValue<string>("--out");

    /// <summary>Whether this process does the decoding for one that watches it.</summary>
    public bool IsChild => line.GetValue<bool>(ChildSwitch);

    private static Option<int> Number(string name, int least, int byDefault, string description) => new(name)
    {
        HelpName = "N", Description = description, DefaultValueFactory = _ => byDefault,
        CustomParser = given =>
        {
            if (!int.TryParse(given.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least)
                given.AddError($"{name} is '{given.Tokens[0].Value}'; it must be a whole number from {least} on.");
            return number;
        },
    };
}
