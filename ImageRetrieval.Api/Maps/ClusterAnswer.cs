using ImageRetrieval.Api.Images;

namespace ImageRetrieval.Api.Maps;

/// <summary>A group of similar images.</summary>
/// <param name="Number">Its number on this map, from 0.</param>
/// <param name="Size">Images.</param>
/// <param name="X">Where most of them are, as the places of images.</param>
/// <param name="Y">The other axis.</param>
/// <param name="Columns">Values that are over-represented in it, the most telling first; empty when there are none.</param>
/// <param name="Samples">Typical images, the most typical first.</param>
internal sealed record ClusterAnswer(int Number, int Size, int X, int Y, IReadOnlyList<ClusterColumnAnswer> Columns, IReadOnlyList<ImageAnswer> Samples);
