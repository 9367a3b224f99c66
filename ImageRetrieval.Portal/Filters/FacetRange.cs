using System.Globalization;

namespace ImageRetrieval.Portal.Filters;

/// <summary>Bounds of a numeric column, either of which may be open. In an address: <c>column:from..to</c>.</summary>
internal sealed record FacetRange(string Column, double? From, double? To)
{
    private const string Between = "..";

    /// <summary>Null when the text is not a range, or has no bounds.</summary>
    internal static FacetRange? Parse(string text)
    {
        if (FacetChoice.Parse(text) is not { } named || named.Value.IndexOf(Between, StringComparison.Ordinal) is not (>= 0 and var at))
            return null;
        return Of(named.Column, named.Value[..at], named.Value[(at + Between.Length)..]);
    }

    /// <summary>The range of two form fields.</summary>
    internal static FacetRange? Of(string column, string? from, string? to) =>
        (Number(from), Number(to)) is var (least, most) && (least ?? most) is not null ? new FacetRange(column, least, most) : null;

    public override string ToString() => $"{FacetChoice.ColumnText(Column)}:{Text(From)}{Between}{Text(To)}";

    /// <summary>A bound as the value of a form field.</summary>
    internal static string Text(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
