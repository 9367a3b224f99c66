using System.Text.Json.Serialization;

namespace ImageRetrieval.Portal.Api;

/// <summary>What the Api knows of the copies in the collection.</summary>
[JsonConverter(typeof(StateConverter<ApiDuplicatesState>))]
internal enum ApiDuplicatesState
{
    /// <summary>A state that this Portal does not know.</summary>
    Unknown,

    Complete,

    /// <summary>The search for copies is in progress.</summary>
    Computing,

    /// <summary>Copies have not been searched for yet.</summary>
    None,

    /// <summary>The Api cannot read the list.</summary>
    Unavailable,
}
