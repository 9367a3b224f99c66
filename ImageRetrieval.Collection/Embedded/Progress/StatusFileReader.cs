using System.Text.Json;
using System.Text.Json.Nodes;
using ImageRetrieval.Collection.Progress;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.Collection.Embedded.Progress;

/// <summary>Reads the Worker's progress from the file that it replaces every second.</summary>
internal sealed class StatusFileReader(DataLayout layout, ILogger<StatusFileReader> logger) : IProgressReader
{
    // The file is small and was just written: reading it takes microseconds.
    public ValueTask<JsonObject?> ReadAsync(CancellationToken token)
    {
        try
        {
            return new(File.Exists(layout.Status) ? JsonNode.Parse(File.ReadAllBytes(layout.Status)) as JsonObject : null);
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            ProgressLog.Unreadable(logger, error.Message);
            return default;
        }
    }
}
