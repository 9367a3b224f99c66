namespace ImageRetrieval.Api.Search;

/// <summary>The answers of a batch, in the order of its searches.</summary>
internal sealed record BatchAnswer(IReadOnlyList<BatchItem> Answers);
