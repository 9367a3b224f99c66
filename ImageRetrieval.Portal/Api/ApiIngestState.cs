using System.Text.Json.Serialization;

namespace ImageRetrieval.Portal.Api;

/// <summary>What the Worker is doing.</summary>
[JsonConverter(typeof(StateConverter<ApiIngestState>))]
internal enum ApiIngestState
{
    /// <summary>No report from the Worker, or a state that this Portal does not know.</summary>
    Unknown,

    Idle,

    /// <summary>It is reading the lists.</summary>
    Loading,

    /// <summary>It is downloading and embedding.</summary>
    Running,

    Publishing,
    Done,
    Failed,
}
