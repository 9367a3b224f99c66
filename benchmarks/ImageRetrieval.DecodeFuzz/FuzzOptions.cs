using System.Globalization;

namespace ImageRetrieval.DecodeFuzz;

/// <summary>How many damaged images, and which.</summary>
internal sealed record FuzzOptions
{
    internal const string ChildSwitch = "--child";

    internal const string Usage =
        """
        ImageRetrieval.DecodeFuzz [options]    exit code 0 when every damaged image was refused or decoded as it should be
          --count N      damaged images (default 20000)
          --seed S       of the damage (default 42)
          --only N       only image number N of that seed, to repeat a failure
          --save FILE    with --only: writes the damaged image there
          --out FILE     appends the summary to this Markdown file
        """;

    public int Count { get; init; } = 20_000;

    public int Seed { get; init; } = 42;

    public int? Only { get; init; }

    public string? SaveFile { get; init; }

    public string? OutFile { get; init; }

    /// <summary>Whether this process does the decoding for one that watches it.</summary>
    public bool IsChild { get; init; }

    /// <exception cref="FormatException">An option is unknown, lacks its value, or has a wrong one.</exception>
    internal static FuzzOptions Parse(string[] arguments)
    {
        var options = new FuzzOptions { IsChild = arguments.Contains(ChildSwitch) };
        string[] pairs = [.. arguments.Where(argument => argument != ChildSwitch)];
        for (var i = 0; i < pairs.Length; i += 2)
        {
            if (i + 1 == pairs.Length)
                throw new FormatException($"'{pairs[i]}' needs a value.");
            options = options.With(pairs[i], pairs[i + 1]);
        }
        return options;
    }

    private FuzzOptions With(string name, string value) => name switch
    {
        "--count" => this with { Count = Number(name, value, 1) },
        "--seed" => this with { Seed = Number(name, value, 0) },
        "--only" => this with { Only = Number(name, value, 0) },
        "--save" => this with { SaveFile = value },
        "--out" => this with { OutFile = value },
        _ => throw new FormatException($"There is no option '{name}'."),
    };

    private static int Number(string name, string value, int least) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new FormatException($"{name} is '{value}'; it must be a whole number from {least} on.");
}
