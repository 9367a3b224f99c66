using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Pages;

/// <summary>What counts as correct in a comparison: the pictures that have the query's value in a column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Value">The query's value; null when it has none.</param>
internal sealed record DuelLabel(string Column, string? Value)
{
    /// <summary>The query's value in a column.</summary>
    internal static DuelLabel Of(string column, ApiImage? query) => new(column, query is null ? null : ValueOf(query, column));

    internal bool Matches(ApiImage image) => Value is not null && ValueOf(image, Column) == Value;

    private static string? ValueOf(ApiImage image, string column) => image.Columns.FirstOrDefault(pair => pair.Key == column).Value;
}
