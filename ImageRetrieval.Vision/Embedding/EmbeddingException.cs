namespace ImageRetrieval.Vision.Embedding;

/// <summary>A model gave no usable embedding for an image: all zero, or not finite.</summary>
public sealed class EmbeddingException(string message) : Exception(message);
