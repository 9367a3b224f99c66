namespace ImageRetrieval.Vision.Embedding;

/// <summary>Scales embeddings to length 1.</summary>
internal static class UnitLength
{
    /// <param name="embedding">Scaled in place.</param>
    /// <param name="model">The model's name, for the message.</param>
    /// <exception cref="EmbeddingException">It is all zero, or not finite.</exception>
    internal static void Scale(Span<float> embedding, string model)
    {
        var sum = 0.0;
        foreach (var value in embedding)
            sum += (double)value * value;
        if (!double.IsFinite(sum) || sum == 0)
            throw new EmbeddingException($"Model '{model}' gives no embedding for this image: its output is {(sum == 0 ? "all zero" : "not finite")}.");

        var scale = 1 / Math.Sqrt(sum);
        for (var i = 0; i < embedding.Length; i++)
            embedding[i] = (float)(embedding[i] * scale);
    }
}
