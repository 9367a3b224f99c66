namespace ImageRetrieval.Collection.Catalog;

/// <summary>How far an image is.</summary>
public enum ImageState
{
    /// <summary>Not downloaded yet.</summary>
    Pending,

    /// <summary>Its bytes are stored and were recognised as an image; a model still has to process them.</summary>
    Downloaded,

    /// <summary>
    /// Every model of the last run has its embedding. The embeddings themselves decide: when the catalog differs,
    /// the next start corrects it.
    /// </summary>
    Embedded,

    /// <summary>Failed for a temporary reason: retried when it is due, and at the next start.</summary>
    Retryable,

    /// <summary>Failed permanently, as long as its URL stays the same.</summary>
    Permanent,

    /// <summary>No list or folder contains it any more; what is known about it is kept, in case it returns.</summary>
    Removed,
}
