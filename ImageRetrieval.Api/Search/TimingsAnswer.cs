namespace ImageRetrieval.Api.Search;

/// <summary>How long the stages of a search took, in milliseconds. Waiting for a free core is in none of them.</summary>
/// <param name="FetchMs">Fetching images by URL.</param>
/// <param name="DecodeMs">From bytes to pixels.</param>
/// <param name="InferenceMs">From pixels to an embedding.</param>
/// <param name="SearchMs">In the index.</param>
/// <param name="MetadataMs">Reading what is known of the hits.</param>
internal sealed record TimingsAnswer(double FetchMs, double DecodeMs, double InferenceMs, double SearchMs, double MetadataMs)
{
    internal static TimingsAnswer Of(StageTimes times) => new(
        times.Milliseconds(Stage.Fetch),
        times.Milliseconds(Stage.Decode),
        times.Milliseconds(Stage.Inference),
        times.Milliseconds(Stage.Search),
        times.Milliseconds(Stage.Metadata));
}
