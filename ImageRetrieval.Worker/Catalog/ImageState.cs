namespace ImageRetrieval.Worker.Catalog;

/// <summary>How far an image is. Which models have embedded it is the vector stores' knowledge, not the catalog's.</summary>
internal enum ImageState
{
    /// <summary>Not downloaded yet.</summary>
    Pending,

    /// <summary>Its bytes are on disk and were recognised as an image.</summary>
    Downloaded,

    /// <summary>Failed for a reason that may pass: tried again at the next start.</summary>
    Retryable,

    /// <summary>Failed for good, as long as its URL stays the same.</summary>
    Permanent,
}
