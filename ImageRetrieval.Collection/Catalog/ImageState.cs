namespace ImageRetrieval.Collection.Catalog;

/// <summary>How far an image is.</summary>
public enum ImageState
{
    /// <summary>Not downloaded yet.</summary>
    Pending,

    /// <summary>Its bytes are stored and were recognised as an image; a model still has to process them.</summary>
    Downloaded,

    /// <summary>
    /// Every model of the last run has its embedding. The embeddings themselves decide: when the catalog says otherwise,
    /// the next start corrects it.
    /// </summary>
    Embedded,

    /// <summary>Failed for a temporary reason: tried again when it is due, and at the next start.</summary>
    Retryable,

    /// <summary>Failed for good, as long as its URL stays the same.</summary>
    Permanent,

    /// <summary>No list or folder names it any more; what is known about it stays, in case it comes back.</summary>
    Removed,
}
