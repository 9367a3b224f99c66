using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Api.Index;

/// <summary>Counts what happens to the indexes, as metrics by model.</summary>
internal sealed class IndexCounters : IIndexEvents
{
    public void Swapped(string model) => ApiTelemetry.Swaps.Add(1, new KeyValuePair<string, object?>("model", model));

    public void Refused(string model) => ApiTelemetry.Refusals.Add(1, new KeyValuePair<string, object?>("model", model));
}
