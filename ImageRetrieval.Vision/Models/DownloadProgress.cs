namespace ImageRetrieval.Vision.Models;

/// <summary>The progress of downloading a model's weights.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Received">Bytes on disk.</param>
/// <param name="Total">Bytes in all; null when neither the list nor the server says.</param>
public readonly record struct DownloadProgress(string Model, long Received, long? Total);
