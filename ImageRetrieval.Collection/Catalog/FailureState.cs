namespace ImageRetrieval.Collection.Catalog;

/// <summary>What follows from a failure.</summary>
public enum FailureState
{
    /// <summary>The row names no image: only another list helps.</summary>
    Rejected,

    /// <summary>It is retried when it is due.</summary>
    Retryable,

    /// <summary>It is not retried automatically.</summary>
    Permanent,
}
