namespace ImageRetrieval.Collection.Facets;

/// <summary>The columns of a generation, or of a part of it.</summary>
/// <param name="Count">Images counted.</param>
/// <param name="Columns">In ordinal order of their names; each with at most <see cref="MostValues"/> values.</param>
public sealed record FacetTable(int Count, IReadOnlyList<FacetColumn> Columns)
{
    /// <summary>The most values of a column that are listed.</summary>
    public const int MostValues = 200;
}
