namespace ImageRetrieval.Collection.Embedded.Maps;

/// <summary>The file of a map cannot be used; the message gives the reason and the remedy.</summary>
internal sealed class MapException(string message, Exception? inner = null) : Exception(message, inner);
