namespace ImageRetrieval.Vision.Models;

/// <summary>The state of a model's weights in the store.</summary>
/// <param name="State">Whether they are there.</param>
/// <param name="Path">The file, or where it is expected.</param>
/// <param name="Bytes">Bytes on disk.</param>
public sealed record WeightsStatus(WeightsState State, string Path, long Bytes);
