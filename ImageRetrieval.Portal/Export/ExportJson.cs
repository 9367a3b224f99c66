using System.Text.Encodings.Web;
using System.Text.Json;

namespace ImageRetrieval.Portal.Export;

/// <summary>Pictures as JSON, with non-ASCII letters unescaped.</summary>
internal static class ExportJson
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static string Write(IReadOnlyList<ExportRow> rows) => JsonSerializer.Serialize(rows, s_options);
}
