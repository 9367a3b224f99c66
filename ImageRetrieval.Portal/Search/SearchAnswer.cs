using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Search;

/// <summary>The pictures found, the most similar first, and the model that found them.</summary>
internal sealed record SearchAnswer(string Model, IReadOnlyList<Hit> Hits, ImageDetails? Query);

/// <summary>One picture found. <paramref name="Score"/> is the cosine between the two embeddings.</summary>
internal sealed record Hit(ImageDetails Image, double Score);
