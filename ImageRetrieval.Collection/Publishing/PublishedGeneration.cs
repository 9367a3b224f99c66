namespace ImageRetrieval.Collection.Publishing;

/// <summary>A published generation of a model's index.</summary>
/// <param name="Version">Its name; later ones sort after it.</param>
/// <param name="Space">The embedding space.</param>
/// <param name="Count">Images.</param>
public sealed record PublishedGeneration(string Version, string Space, int Count);
