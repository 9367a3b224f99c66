namespace ImageRetrieval.Collection.Facets;

/// <summary>The columns of a generation, or of a part of it.</summary>
/// <param name="Count">Images counted.</param>
/// <param name="Columns">In ordinal order of their names; each with at most <see cref="MostValues"/> values.</param>
public sealed record FacetTable(int Count, IReadOnlyList<FacetColumn> Columns)
{
    /// <summary>The maximum number of listed values of a column.</summary>
    public const int MostValues = 200;
}
