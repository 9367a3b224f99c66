using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Search;

/// <summary>The pictures found, the most similar first, and the model that found them.</summary>
internal sealed record SearchAnswer(string Model, IReadOnlyList<Hit> Hits, ImageDetails? Query);

/// <summary>One picture found. <paramref name="Score"/> is the cosine between the two embeddings.</summary>
internal sealed record Hit(ImageDetails Image, double Score)
{
    /// <summary>The cosine as a share of identity, 0..100; what points away is not similar at all.</summary>
    public int Percent => (int)Math.Round(100 * Math.Clamp(Score, 0, 1), MidpointRounding.ToZero);
}
