using ImageRetrieval.Collection.Items;

namespace ImageRetrieval.Collection.Search;

/// <summary>An image that a search found.</summary>
/// <param name="Item">The image. Its fields may be read from the index when they are first used: while the lease is held.</param>
/// <param name="Score">Cosine of the angle between the two embeddings, -1 to 1; larger is nearer.</param>
/// <param name="RankScore">What the ranking by context follows, larger first; it has no fixed range. Null for the ranking by cosine, and after the images that were ranked.</param>
/// <param name="SharedNeighbors">How many of its ten nearest others are among the query's ten nearest; 0 without a rank score.</param>
public readonly record struct FoundItem(ImageItem Item, float Score, float? RankScore, int SharedNeighbors)
{
    /// <summary>The image's public name.</summary>
    public string ImageId => Item.ImageId;
}
