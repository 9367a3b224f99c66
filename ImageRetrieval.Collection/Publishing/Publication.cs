namespace ImageRetrieval.Collection.Publishing;

/// <summary>What an attempt to publish did.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Version">The generation that was published, rejected, or found up to date; null when there were too few images.</param>
/// <param name="Count">Images of that generation.</param>
/// <param name="Searchable">Images that can be searched in the model's space by now; 0 when there were too few, or when none can.</param>
/// <param name="Recall">Share of the exact nearest neighbours that the check found, 0..1; null when no generation was built.</param>
/// <param name="Took">Wall time.</param>
public sealed record Publication(PublicationResult Result, string? Version, int Count, int Searchable, double? Recall, TimeSpan Took);
