namespace ImageRetrieval.Api.Search;

/// <summary>The result of one search of a batch: one bad picture does not spoil the others.</summary>
/// <param name="Status">The HTTP status that it would have alone.</param>
/// <param name="Answer">The answer; null unless the status is 200.</param>
/// <param name="Problem">Why there is none; otherwise null.</param>
internal sealed record BatchItem(int Status, SearchAnswer? Answer, string? Problem);
