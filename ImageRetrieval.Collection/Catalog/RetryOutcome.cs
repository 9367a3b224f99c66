namespace ImageRetrieval.Collection.Catalog;

/// <summary>What became of the images of the latest retry command.</summary>
/// <param name="Images">The number of images that were retried and are still in a list.</param>
/// <param name="Waiting">Those without an outcome yet.</param>
/// <param name="Stored">Those that were downloaded this time.</param>
/// <param name="Failed">Those that failed again.</param>
public sealed record RetryOutcome(long Images, long Waiting, long Stored, long Failed);
