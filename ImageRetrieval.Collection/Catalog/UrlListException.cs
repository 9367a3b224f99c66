namespace ImageRetrieval.Collection.Catalog;

/// <summary>The list cannot be read at all; the message explains what is wrong and what a list must look like.</summary>
public sealed class UrlListException(string message, Exception? inner = null) : Exception(message, inner);
