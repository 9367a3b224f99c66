namespace ImageRetrieval.ServiceDefaults.Network;

/// <summary>A body grew beyond its limit while it was decoded.</summary>
public sealed class TooManyBytesException(long limit) : Exception($"More than {limit} bytes came out of the content coding.");
