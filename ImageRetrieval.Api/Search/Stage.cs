namespace ImageRetrieval.Api.Search;

/// <summary>The steps of a search, as timings, spans and metrics name them.</summary>
internal enum Stage
{
    /// <summary>Fetching an image by URL.</summary>
    Fetch,

    /// <summary>From bytes to pixels.</summary>
    Decode,

    /// <summary>From pixels to an embedding.</summary>
    Inference,

    /// <summary>In the index, including the preparation of a filter.</summary>
    Search,

    /// <summary>Reading what is known of the hits.</summary>
    Metadata,
}
