namespace ImageRetrieval.Collection.Catalog;

/// <summary>What the check of the stored images found.</summary>
/// <param name="Downloaded">Images whose bytes are stored.</param>
/// <param name="Indexed">Images with a fingerprint that every model has processed.</param>
/// <param name="Embedded">Images that each model has embedded, in the order of the requested models.</param>
public sealed record StoredCounts(long Downloaded, long Indexed, IReadOnlyList<long> Embedded);
