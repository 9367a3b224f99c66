using System.Text.Json.Serialization;

namespace ImageRetrieval.Portal.Api;

/// <summary>What is being done with an image.</summary>
[JsonConverter(typeof(StateConverter<ApiIngestStage>))]
internal enum ApiIngestStage
{
    /// <summary>A stage that this Portal does not know.</summary>
    Unknown,

    Download,
    Embed,
}
