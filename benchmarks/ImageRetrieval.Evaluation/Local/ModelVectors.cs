namespace ImageRetrieval.Evaluation.Local;

/// <summary>The embeddings of a set by one model, and what they cost.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Vectors">One an image, in the order of the set.</param>
/// <param name="DecodeMs">Mean milliseconds of one thread an image, from encoded bytes to pixels.</param>
/// <param name="EmbedMs">The same from pixels to the embedding.</param>
internal sealed record ModelVectors(string Model, IReadOnlyList<float[]> Vectors, double DecodeMs, double EmbedMs)
{
    internal int Dimension => Vectors[0].Length;
}
