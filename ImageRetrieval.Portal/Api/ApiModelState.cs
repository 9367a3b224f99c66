using System.Text.Json.Serialization;

namespace ImageRetrieval.Portal.Api;

/// <summary>Whether a model can be searched.</summary>
[JsonConverter(typeof(StateConverter<ApiModelState>))]
internal enum ApiModelState
{
    /// <summary>A state that this Portal does not know.</summary>
    Unknown,

    /// <summary>It has no index yet.</summary>
    Building,

    Ready,

    /// <summary>Its index cannot be used.</summary>
    Failed,
}
