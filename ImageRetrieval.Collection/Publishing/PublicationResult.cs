namespace ImageRetrieval.Collection.Publishing;

/// <summary>How an attempt to publish ended.</summary>
public enum PublicationResult
{
    /// <summary>A new generation is published.</summary>
    Published,

    /// <summary>The newest generation already has the same content.</summary>
    UpToDate,

    /// <summary>There are fewer images than required.</summary>
    TooFew,

    /// <summary>The new generation failed its check and was discarded.</summary>
    Refused,
}
