namespace ImageRetrieval.Collection.Maps;

/// <summary>A group of similar images on a map.</summary>
/// <param name="Size">Images.</param>
/// <param name="X">Where most of them are.</param>
/// <param name="Y">The other axis.</param>
/// <param name="Columns">What they have in common, the most telling first; empty when nothing is.</param>
/// <param name="Samples">Ids of typical images, the most typical first.</param>
public sealed record MapCluster(int Size, float X, float Y, IReadOnlyList<ClusterColumn> Columns, IReadOnlyList<string> Samples);
