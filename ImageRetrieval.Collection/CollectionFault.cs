namespace ImageRetrieval.Collection;

/// <summary>Kinds of failures of the store.</summary>
public enum CollectionFault
{
    /// <summary>It cannot be opened, or was written by something else. It is left unchanged.</summary>
    CannotOpen,

    /// <summary>It cannot be read or written at present, such as on a full disk: a retry may succeed.</summary>
    Unavailable,

    /// <summary>Its content is damaged.</summary>
    Damaged,

    /// <summary>Anything else.</summary>
    Unexpected,
}
