namespace ImageRetrieval.Api.Search;

/// <summary>What became of one search of a batch: one picture that is none does not spoil the others.</summary>
/// <param name="Status">The HTTP status that it would have had alone.</param>
/// <param name="Answer">The answer; null unless the status is 200.</param>
/// <param name="Problem">Why there is none; else null.</param>
internal sealed record BatchItem(int Status, SearchAnswer? Answer, string? Problem);
