namespace ImageRetrieval.ServiceDefaults.Network;

/// <summary>A body exceeded its limit while it was being decoded.</summary>
public sealed class TooManyBytesException(long limit) : Exception($"More than {limit} bytes came out of the content coding.");
