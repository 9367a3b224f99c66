using System.Globalization;

namespace ImageRetrieval.Portal.Pages;

/// <summary>Numbers formatted in the visitor's language.</summary>
internal static class NumberText
{
    private const double Almost = 0.9999;
    private static readonly string[] s_units = ["B", "kB", "MB", "GB", "TB"];

    internal static string Number(long value) => value.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>A share with its significant digits; it is never rounded up to 100 %.</summary>
    internal static string Share(double share) => share switch
    {
        > 0 and < 0.01 => "< " + 0.01.ToString("P0", CultureInfo.CurrentCulture),
        > Almost => "> " + Almost.ToString("P2", CultureInfo.CurrentCulture),
        >= 0.99 => Floor(share, 1e4).ToString("P2", CultureInfo.CurrentCulture),
        >= 0.9 => Floor(share, 1e3).ToString("P1", CultureInfo.CurrentCulture),
        _ => Floor(share, 1e2).ToString("P0", CultureInfo.CurrentCulture),
    };

    /// <summary>Rounded down: only what is the same picture has 1.000.</summary>
    internal static string Similarity(double similarity) => (Math.Floor((similarity * 1000) + 1e-6) / 1000).ToString("0.000", CultureInfo.CurrentCulture);

    internal static string Cosine(double score) => score.ToString("0.0000", CultureInfo.CurrentCulture);

    internal static string Rate(double? perSecond) => (perSecond ?? 0).ToString(perSecond is < 10 ? "0.#" : "N0", CultureInfo.CurrentCulture);

    internal static string Milliseconds(double ms) => ms.ToString(ms < 10 ? "0.0" : "N0", CultureInfo.CurrentCulture) + "\u202fms";

    internal static string Bytes(double bytes)
    {
        var unit = 0;
        for (; bytes >= 1000 && unit < s_units.Length - 1; unit++)
            bytes /= 1000;
        // French counts octets.
        var name = CultureInfo.CurrentCulture.TwoLetterISOLanguageName == "fr" ? s_units[unit].Replace('B', 'o') : s_units[unit];
        return bytes.ToString(bytes < 10 && unit > 0 ? "0.#" : "0", CultureInfo.CurrentCulture) + "\u202f" + name;
    }

    /// <summary>How long ago, in the largest unit that gives at least 1.</summary>
    internal static string Age(double seconds, Language.Texts texts) => seconds switch
    {
        < 60 => texts["Age.Seconds", Number((long)seconds)],
        < 3600 => texts["Age.Minutes", Number((long)(seconds / 60))],
        < 86_400 => texts["Age.Hours", Number((long)(seconds / 3600))],
        _ => texts["Age.Days", Number((long)(seconds / 86_400))],
    };

    /// <summary>A number as written in HTML and SVG attributes.</summary>
    internal static string Raw(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static double Floor(double share, double steps) => Math.Floor(share * steps) / steps;
}
