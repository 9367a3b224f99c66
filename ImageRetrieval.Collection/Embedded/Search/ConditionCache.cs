using ImageRetrieval.Collection.Filters;

namespace ImageRetrieval.Collection.Embedded.Search;

/// <summary>The results of the latest conditions on one snapshot; a null condition is none.</summary>
/// <param name="make">Creates it.</param>
/// <param name="capacity">The maximum number to keep.</param>
internal sealed class ConditionCache<TValue>(Func<ItemFilter?, CancellationToken, TValue> make, int capacity)
    : ScanCache<ItemFilter?, TValue>(make, filter => filter?.Text ?? "", capacity);
