using System.Text.Json.Serialization;

namespace ImageRetrieval.Portal.Api;

/// <summary>The answer of <c>GET /v1/map</c> without its images: those are for the script.</summary>
internal sealed record ApiMap(string? Model, ApiMapState? State, string? MapVersion, long Images, long Missing, IReadOnlyList<ApiCluster>? Clusters);

/// <summary>A group of similar images.</summary>
internal sealed record ApiCluster(int Number, long Size, IReadOnlyList<ApiClusterColumn>? Columns, IReadOnlyList<ApiImage>? Samples);

/// <summary>A value that many images of a cluster have in common.</summary>
internal sealed record ApiClusterColumn(string Column, string Value, double Share);

/// <summary>Whether there is a map.</summary>
[JsonConverter(typeof(StateConverter<ApiMapState>))]
internal enum ApiMapState
{
    /// <summary>A state that this Portal does not know.</summary>
    Unknown,

    Complete,

    /// <summary>The map of an earlier snapshot is shown.</summary>
    Computing,

    None,
}
