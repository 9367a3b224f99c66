namespace ImageRetrieval.Api.Maps;

/// <summary>A value that is over-represented in a cluster.</summary>
/// <param name="Column">The column.</param>
/// <param name="Value">The value.</param>
/// <param name="Share">The share of the cluster's images that have it, 0..1.</param>
/// <param name="Everywhere">The share of all images that have it, 0..1.</param>
internal sealed record ClusterColumnAnswer(string Column, string Value, double Share, double Everywhere);
