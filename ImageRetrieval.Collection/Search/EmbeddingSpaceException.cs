namespace ImageRetrieval.Collection.Search;

/// <summary>A model whose embedding space was requested cannot be used; the message gives the reason.</summary>
public sealed class EmbeddingSpaceException(string message, Exception inner) : Exception(message, inner);
