using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Filters;

/// <summary>The values of a column that contain a text, the most frequent first.</summary>
/// <param name="Column">The column.</param>
/// <param name="Text">The text.</param>
/// <param name="Values">The values, 200 at most.</param>
internal sealed record FoundValues(string Column, string Text, IReadOnlyList<ApiFacetValue> Values);
