namespace ImageRetrieval.Portal.Api;

/// <summary>Why there is no answer, in terms that a visitor can do something about.</summary>
internal enum ApiProblem
{
    /// <summary>The Api could not be reached, or not in time.</summary>
    Down,

    /// <summary>The model is known, its index is not there yet.</summary>
    IndexBuilding,

    UnknownModel,
    UnknownImage,
    NoPicture,
    NotAPicture,
    TooLarge,

    /// <summary>The Api refused a parameter and said why.</summary>
    Refused,

    /// <summary>The Api failed, or answered what nobody expects of it.</summary>
    Failed,
}
