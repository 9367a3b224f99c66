namespace ImageRetrieval.Vision.Models;

/// <summary>What the store has of a model's weights.</summary>
/// <param name="State">Whether they are there.</param>
/// <param name="Path">The file, or where it is expected.</param>
/// <param name="Bytes">What lies on disk of it.</param>
public sealed record WeightsStatus(WeightsState State, string Path, long Bytes);
