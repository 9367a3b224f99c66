using System.Globalization;
using System.Text.RegularExpressions;

namespace ImageRetrieval.Portal.Search;

/// <summary>
/// One thing to search with. In an address it is <c>[weight*][x,y,width,height@]kind:value</c>: <c>id:1001</c>,
/// <c>-0.5*id:1002</c>, <c>0,0,.5,1@up:KEY</c>, <c>url:https://…</c>.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The id, the upload's key or the address.</param>
/// <param name="Weight">More of this, or, below 0, less of it; never 0; -100..100.</param>
/// <param name="Crop">The part that is searched with; null for the whole picture.</param>
internal sealed partial record SearchPart(PartKind Kind, string Value, double Weight = 1, PartCrop? Crop = null)
{
    /// <summary>The weight of "less like this": it shifts the search without reversing it.</summary>
    internal const double LessWeight = -0.5;

    private const double LargestWeight = 100;
    private static readonly string[] s_kinds = ["id", "up", "url"];

    internal bool IsMinus => Weight < 0;

    /// <summary>Null when the text is not a part.</summary>
    internal static SearchPart? Parse(string text)
    {
        if (Pattern().Match(text) is not { Success: true } match)
            return null;
        var weight = match.Groups["w"] is { Success: true, Value: var w } ? double.Parse(w, CultureInfo.InvariantCulture) : 1;
        var crop = match.Groups["x"].Success ? new PartCrop(Number(match, "x"), Number(match, "y"), Number(match, "width"), Number(match, "height")) : null;
        return weight is 0 or < -LargestWeight or > LargestWeight || crop is { IsValid: false }
            ? null
            : new SearchPart((PartKind)Array.IndexOf(s_kinds, match.Groups["kind"].Value), match.Groups["value"].Value, weight, crop);
    }

    public override string ToString() =>
        (Weight == 1 ? "" : Weight.ToString("0.##", CultureInfo.InvariantCulture) + "*") + (Crop is null ? "" : Crop + "@") + s_kinds[(int)Kind] + ":" + Value;

    private static double Number(Match match, string name) => double.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:(?<w>-?\d{1,3}(?:\.\d{1,4})?)\*)?(?:(?<x>\d?\.\d{1,8}|\d),(?<y>\d?\.\d{1,8}|\d),(?<width>\d?\.\d{1,8}|\d),(?<height>\d?\.\d{1,8}|\d)@)?(?<kind>id|up|url):(?<value>.+)$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
