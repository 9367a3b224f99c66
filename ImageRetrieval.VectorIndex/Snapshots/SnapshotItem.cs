namespace ImageRetrieval.VectorIndex;

/// <summary>What a snapshot knows of an image beside its embedding.</summary>
/// <param name="ImageId">The image's public name: not empty, unique in a snapshot.</param>
/// <param name="Fields">Anything that a caller wants to show with a hit; names and values are text. Order is not kept.</param>
public sealed record SnapshotItem(string ImageId, IReadOnlyDictionary<string, string> Fields);
