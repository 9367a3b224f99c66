namespace ImageRetrieval.Collection.Maps;

/// <summary>The published map of a model.</summary>
/// <param name="Published">The map; null when there is none, or it cannot be used.</param>
/// <param name="Fault">Why it cannot be used; null when it can, or there is none.</param>
public readonly record struct NewestMap(PublishedMap? Published, string? Fault);
