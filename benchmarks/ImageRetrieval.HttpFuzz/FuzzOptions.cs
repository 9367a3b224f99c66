using System.CommandLine;
using System.Globalization;

namespace ImageRetrieval.HttpFuzz;

/// <summary>How many damaged requests, and for whom.</summary>
internal sealed class FuzzOptions(ParseResult line)
{
    private static readonly string[] s_targets = ["api", "portal"];

    internal static RootCommand Command { get; } = new("Sends damaged HTTP requests. The exit code is 0 when none was answered with 5xx, nothing was logged as an error, and p99 is in its bound.")
    {
        Number("--count", 1, 60_000, "Damaged requests, shared between the targets."),
        Number("--seed", 0, 42, "Of the damage."),
        Number("--only", 0, -1, "Only request number N of that seed, to repeat a failure; -1 is all."),
        Number("--clients", 1, 2, "Concurrent connections."),
        new Option<string[]>("--targets")
        {
            HelpName = "A,B", Description = $"Of {string.Join(", ", s_targets)}.", DefaultValueFactory = _ => s_targets,
            CustomParser = given =>
            {
                var names = given.Tokens[0].Value.Split(',');
                foreach (var unknown in names.Except(s_targets))
                    given.AddError($"There is no target '{unknown}'; there are {string.Join(", ", s_targets)}.");
                return names;
            },
        },
        new Option<string>("--out") { HelpName = "FILE", Description = "Writes the report to this Markdown file as well." },
    };

    public int Count => line.GetValue<int>("--count");

    public int Seed => line.GetValue<int>("--seed");

    public int? Only => line.GetValue<int>("--only") is >= 0 and var number ? number : null;

    public int Clients => line.GetValue<int>("--clients");

    public IReadOnlyList<string> Targets => line.GetRequiredValue<string[]>("--targets");

    public string? OutFile => line.GetValue<string>("--out");

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
