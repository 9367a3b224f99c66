namespace ImageRetrieval.Portal.Filters;

/// <summary>A value that a column must have. In an address: <c>column:value</c>, with colons in the column's name escaped.</summary>
internal sealed record FacetChoice(string Column, string Value)
{
    /// <summary>Null when the text has no column name.</summary>
    internal static FacetChoice? Parse(string text) => text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
        ? new FacetChoice(Uri.UnescapeDataString(text[..colon]), text[(colon + 1)..])
        : null;

    public override string ToString() => ColumnText(Column) + ":" + Value;

    /// <summary>A column's name, escaped to stand before a colon.</summary>
    internal static string ColumnText(string column) =>
        column.Replace("%", "%25", StringComparison.Ordinal).Replace(":", "%3A", StringComparison.Ordinal);
}
