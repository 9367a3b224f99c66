namespace ImageRetrieval.Portal.Api;

/// <summary>Why there is no answer, in terms that a visitor can do something about.</summary>
internal enum ApiProblem
{
    /// <summary>The Api could not be reached, or not in time.</summary>
    Down,

    /// <summary>The model is known, its index is not there yet.</summary>
    IndexBuilding,

    /// <summary>The model is known, its index cannot be used.</summary>
    ModelFailed,

    /// <summary>Too many searches wait already.</summary>
    Busy,

    UnknownModel,
    UnknownImage,
    NoPicture,
    NotAPicture,
    TooLarge,

    /// <summary>An uploaded picture is kept for a while only.</summary>
    Expired,

    /// <summary>The Api fetches no addresses.</summary>
    UrlsOff,

    /// <summary>The Api refused a parameter and said why.</summary>
    Refused,

    /// <summary>The Api knows this visitor's Portal not, or lets it do less.</summary>
    Forbidden,

    /// <summary>The Api failed, or answered what nobody expects of it.</summary>
    Failed,
}
