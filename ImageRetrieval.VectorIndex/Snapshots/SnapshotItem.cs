namespace ImageRetrieval.VectorIndex;

/// <summary>The data of an image in a snapshot besides its embedding.</summary>
/// <param name="ImageId">The image's public name: not empty, unique in a snapshot.</param>
/// <param name="Fields">Any data to be shown with a hit; names and values are text. Their order is not preserved.</param>
public sealed record SnapshotItem(string ImageId, IReadOnlyDictionary<string, string> Fields);
