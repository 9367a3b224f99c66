namespace ImageRetrieval.Collection.Maps;

/// <summary>A map that was computed.</summary>
/// <param name="Images">Its images; 0 when there are too many for a map.</param>
/// <param name="Clusters">Its clusters.</param>
/// <param name="IsFull">Whether all images were free to move, not only new ones.</param>
/// <param name="Took">Wall time.</param>
public sealed record MapMade(int Images, int Clusters, bool IsFull, TimeSpan Took);
