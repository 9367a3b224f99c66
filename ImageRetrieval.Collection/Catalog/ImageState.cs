namespace ImageRetrieval.Collection.Catalog;

/// <summary>How far an image is.</summary>
public enum ImageState
{
    /// <summary>Not downloaded yet.</summary>
    Pending,

    /// <summary>Its bytes are on disk and were recognised as an image; a model still has to look at them.</summary>
    Downloaded,

    /// <summary>
    /// Every model of the last run has its embedding. The embeddings themselves decide: where the catalog says otherwise,
    /// the next start corrects it.
    /// </summary>
    Embedded,

    /// <summary>Failed for a reason that may pass: tried again when its time has come, and at the next start.</summary>
    Retryable,

    /// <summary>Failed for good, as long as its URL stays the same.</summary>
    Permanent,

    /// <summary>No list or folder names it any more; what is known of it stays, in case it comes back.</summary>
    Removed,
}
