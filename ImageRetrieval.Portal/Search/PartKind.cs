namespace ImageRetrieval.Portal.Search;

/// <summary>What a part of a query is.</summary>
internal enum PartKind
{
    /// <summary>A picture in the collection.</summary>
    Id,

    /// <summary>A picture that the visitor uploaded.</summary>
    Upload,

    /// <summary>A picture at a web address.</summary>
    Url,
}
