namespace ImageRetrieval.ServiceDefaults.Network;

/// <summary>A content coding is not supported; the message names it.</summary>
public sealed class ContentCodingException(string message) : Exception(message);
