namespace ImageRetrieval.Portal.Api;

/// <summary>Why there is no answer, in terms that a visitor can act on.</summary>
internal enum ApiProblem
{
    /// <summary>The Api could not be reached, or not in time.</summary>
    Down,

    /// <summary>The model is known, but its index is not ready yet.</summary>
    IndexBuilding,

    /// <summary>The model is known, but its index cannot be used.</summary>
    ModelFailed,

    /// <summary>Too many searches are already waiting.</summary>
    Busy,

    UnknownModel,
    UnknownImage,
    NoPicture,
    NotAPicture,
    TooLarge,

    /// <summary>The uploaded picture, or the list that a page continues, is no longer kept.</summary>
    Expired,

    /// <summary>The snapshot that the search names is no longer kept, or cannot be used.</summary>
    UnknownSnapshot,

    /// <summary>Searching by web address is disabled.</summary>
    UrlsOff,

    /// <summary>The Api rejected a parameter and gave a reason.</summary>
    Refused,

    /// <summary>The Portal's key is missing, unknown, or not allowed to do this.</summary>
    Forbidden,

    /// <summary>The Api failed, or its answer could not be understood.</summary>
    Failed,
}
