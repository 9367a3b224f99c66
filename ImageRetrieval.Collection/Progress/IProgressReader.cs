using System.Text.Json.Nodes;

namespace ImageRetrieval.Collection.Progress;

/// <summary>Reads the Worker's last progress report.</summary>
public interface IProgressReader
{
    /// <summary>The report, for the caller to keep and change; null when there is none, or it cannot be read.</summary>
    ValueTask<JsonObject?> ReadAsync(CancellationToken token);
}
