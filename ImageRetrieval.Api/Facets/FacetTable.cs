namespace ImageRetrieval.Api.Facets;

/// <summary>The columns of a snapshot, or of a part of it.</summary>
/// <param name="Count">Images looked at.</param>
/// <param name="Columns">By name; each with as many values as a request can ask for.</param>
internal sealed record FacetTable(int Count, IReadOnlyList<FacetColumn> Columns)
{
    /// <summary>The most values of a column that can be asked for.</summary>
    internal const int MostValues = 200;
}
