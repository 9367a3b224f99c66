namespace ImageRetrieval.ServiceDefaults.Network;

/// <summary>A content coding that is not decoded: the message names it.</summary>
public sealed class ContentCodingException(string message) : Exception(message);
