namespace ImageRetrieval.Api.Images;

/// <summary>A page of indexed images.</summary>
/// <param name="Total">How many there are.</param>
/// <param name="Items">The page.</param>
internal sealed record ImagePage(int Total, IReadOnlyList<ImageAnswer> Items);
