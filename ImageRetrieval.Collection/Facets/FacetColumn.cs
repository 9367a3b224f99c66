namespace ImageRetrieval.Collection.Facets;

/// <summary>One column of the list, over the images that were counted.</summary>
/// <param name="Column">Its name, without the prefix of its field.</param>
/// <param name="IsNumber">Whether every value is a finite number.</param>
/// <param name="Distinct">How many different values there are; at least as many when <paramref name="DistinctIsLeast"/>.</param>
/// <param name="DistinctIsLeast">There are too many different values to count them all: <paramref name="Values"/> has only those that are certainly the most frequent.</param>
/// <param name="Min">The smallest number; null for text.</param>
/// <param name="Max">The largest number; null for text.</param>
/// <param name="Values">The most frequent values first, equally frequent ones in ordinal order.</param>
public sealed record FacetColumn(string Column, bool IsNumber, int Distinct, bool DistinctIsLeast, double? Min, double? Max, IReadOnlyList<FacetValue> Values);
