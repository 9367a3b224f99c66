using ImageRetrieval.Collection.Items;

namespace ImageRetrieval.Collection.Search;

/// <summary>Some of the requested images.</summary>
/// <param name="Total">How many there are.</param>
/// <param name="Items">These.</param>
public sealed record ItemPage(int Total, IReadOnlyList<ImageItem> Items);
