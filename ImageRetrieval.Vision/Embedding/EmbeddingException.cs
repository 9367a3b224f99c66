namespace ImageRetrieval.Vision.Embedding;

/// <summary>A model's output for an image is not a usable embedding: it is all zero, or not finite.</summary>
public sealed class EmbeddingException(string message) : Exception(message);
