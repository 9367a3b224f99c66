namespace ImageRetrieval.Collection.Images;

/// <summary>The bytes of an image, opened for reading.</summary>
/// <param name="Bytes">Seekable, at its beginning; the caller disposes it.</param>
/// <param name="Modified">When they were stored; null when unknown.</param>
public sealed record OpenedImage(Stream Bytes, DateTimeOffset? Modified);
