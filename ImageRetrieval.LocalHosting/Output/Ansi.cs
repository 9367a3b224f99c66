using System.Text.RegularExpressions;

namespace ImageRetrieval.LocalHosting.Output;

internal static partial class Ansi
{
    public const string Reset = "\e[0m";

    public static string Strip(string text) => text.Contains('\e', StringComparison.Ordinal) ? Sequence().Replace(text, "") : text;

    // CSI sequences (colours, cursor), OSC sequences (titles, links), and the two-byte ones.
    [GeneratedRegex(@"\e(?:\[[0-?]*[ -/]*[@-~]|\][^\a\e]*(?:\a|\e\\)|[@-Z\\^_])")]
    private static partial Regex Sequence();
}
