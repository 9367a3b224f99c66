namespace ImageRetrieval.Worker.Catalog;

/// <summary>Why a row of the list gave no image, or an image no embedding. Stored and shown in snake case.</summary>
internal enum FailureReason
{
    // The row
    TooFewColumns,
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
    Http4xx,
    Http5xx,
    TooManyRedirects,
    TooLarge,
    Network,

    // The bytes
    Empty,
    NotAnImage,
    UnsupportedFormat,
    TooManyPixels,
    Truncated,
    Corrupt,

    // The model
    NoEmbedding,
}
