namespace ImageRetrieval.Api.Search;

/// <summary>What the index is searched with.</summary>
/// <param name="Embedding">The weighted sum of the parts.</param>
/// <param name="ImageIds">The indexed images among the parts.</param>
/// <param name="Sha256s">Digests of the bytes of all images among the parts.</param>
internal sealed record QueryVector(float[] Embedding, IReadOnlySet<string> ImageIds, IReadOnlySet<string> Sha256s);
