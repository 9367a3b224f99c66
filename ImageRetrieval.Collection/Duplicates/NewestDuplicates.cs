namespace ImageRetrieval.Collection.Duplicates;

/// <summary>What is published last of the duplicates of a model.</summary>
/// <param name="Published">The duplicates; null when there are none, or they cannot be used.</param>
/// <param name="Fault">Why they cannot be used; null when they can, or there are none.</param>
public readonly record struct NewestDuplicates(IPublishedDuplicates? Published, string? Fault);
