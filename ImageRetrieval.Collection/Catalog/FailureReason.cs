namespace ImageRetrieval.Collection.Catalog;

/// <summary>Why a row of the list has no image, or an image no embedding. Stored and shown in snake case.</summary>
public enum FailureReason
{
    // The row
    InvalidRow,
    TooFewColumns,
    TooManyColumns,
    UndecodedText,
    MissingUrl,
    MissingId,
    InvalidId,
    DuplicateId,
    InvalidUrl,
    UnsupportedScheme,

    // The download
    Dns,
    Connect,
    Tls,
    Timeout,
    Stalled,
    Http3xx,
    Http4xx,
    Http5xx,
    RedirectLoop,
    TooManyRedirects,
    ForbiddenAddress,
    TooLarge,
    Network,
    UnsupportedCoding,
    DamagedCoding,

    // The file
    FileNotFound,
    FileUnreadable,
    UnreadableEntry,
    ForbiddenPath,

    // The bytes
    Empty,
    NotAnImage,
    UnsupportedFormat,
    TooManyPixels,
    Truncated,
    Corrupt,
    Placeholder,

    // The model
    NoEmbedding,

    // The program
    Unexpected,
}
