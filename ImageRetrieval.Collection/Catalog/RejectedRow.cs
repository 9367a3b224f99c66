
namespace ImageRetrieval.Collection.Catalog;

/// <summary>A row that names no image: it has no place in the catalog of images, but it is not forgotten.</summary>
/// <param name="Line">1-based line of the list.</param>
/// <param name="ImageId">The id, as far as there is one.</param>
/// <param name="Url">The URL, as far as there is one.</param>
/// <param name="Reason">Why it was rejected.</param>
/// <param name="Detail">One sentence for people.</param>
public sealed record RejectedRow(long Line, string ImageId, string Url, FailureReason Reason, string Detail)
{
    /// <summary>File name of the list, or name of the folder.</summary>
    public string List { get; init; } = "";

    /// <summary>
    /// Where a whole folder cannot be read: the beginning of the ids of what is in it. Its images stay as they were, because
    /// nobody knows that they are gone.
    /// </summary>
    public string? KeepsBelow { get; init; }
}
