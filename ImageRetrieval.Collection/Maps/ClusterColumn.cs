namespace ImageRetrieval.Collection.Maps;

/// <summary>A value of a column that is more frequent in a cluster than elsewhere.</summary>
/// <param name="Column">The column, without the prefix of its field.</param>
/// <param name="Value">The value.</param>
/// <param name="Count">Images of the cluster that have it.</param>
/// <param name="Total">Images of the collection that have it.</param>
public sealed record ClusterColumn(string Column, string Value, int Count, int Total);
