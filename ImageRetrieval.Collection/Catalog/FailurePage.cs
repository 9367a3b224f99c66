namespace ImageRetrieval.Collection.Catalog;

/// <summary>A page of failures, in the order of lists and lines.</summary>
/// <param name="Total">The number of failures that match the filter.</param>
/// <param name="Failures">Those of this page, with their host and times.</param>
public sealed record FailurePage(long Total, IReadOnlyList<FailedImage> Failures);
