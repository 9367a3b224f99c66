namespace ImageRetrieval.Api.Search;

/// <summary>The copies of a hit that are folded into it.</summary>
/// <param name="Count">How many of the hits that were examined.</param>
/// <param name="Ids">The most similar of them to the query, at most 10.</param>
internal sealed record FoldedCopies(int Count, IReadOnlyList<string> Ids);
