using System.Text.Json.Nodes;

namespace ImageRetrieval.Collection.Progress;

/// <summary>Reads what the Worker last reported of its progress.</summary>
public interface IProgressReader
{
    /// <summary>The report, for the caller to keep and change; null when there is none, or it cannot be read.</summary>
    ValueTask<JsonObject?> ReadAsync(CancellationToken token);
}
