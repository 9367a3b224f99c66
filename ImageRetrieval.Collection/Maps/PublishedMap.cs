namespace ImageRetrieval.Collection.Maps;

/// <summary>A published map. Immutable.</summary>
/// <param name="Version">Names it: another map has another one.</param>
/// <param name="Head">What it is of, and its clusters.</param>
/// <param name="ImageIds">Its images, in the order of the snapshot.</param>
/// <param name="X">Their places along one axis. Distances have no unit.</param>
/// <param name="Y">Their places along the other axis.</param>
/// <param name="Clusters">The number of the cluster of each, from 0; -1 for none.</param>
public sealed record PublishedMap(string Version, MapHead Head, IReadOnlyList<string> ImageIds, IReadOnlyList<float> X, IReadOnlyList<float> Y, IReadOnlyList<sbyte> Clusters);
