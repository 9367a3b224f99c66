namespace ImageRetrieval.Portal.Search;

/// <summary>What a part of a query is.</summary>
internal enum PartKind
{
    /// <summary>A picture of the collection.</summary>
    Id,

    /// <summary>A picture that the visitor brought.</summary>
    Upload,

    /// <summary>A picture somewhere else.</summary>
    Url,
}
