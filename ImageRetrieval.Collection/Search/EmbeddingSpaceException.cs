namespace ImageRetrieval.Collection.Search;

/// <summary>A model whose embedding space was asked for cannot be used; the message says why.</summary>
public sealed class EmbeddingSpaceException(string message, Exception inner) : Exception(message, inner);
