namespace ImageRetrieval.Api.Maps;

/// <summary>A value of a column, or a range of its numbers.</summary>
/// <param name="Value">The value; null for a range.</param>
/// <param name="From">The smallest number of a range.</param>
/// <param name="To">The largest number of a range.</param>
/// <param name="Count">Images on the map that have it.</param>
internal sealed record MapValueAnswer(string? Value, double? From, double? To, int Count);
