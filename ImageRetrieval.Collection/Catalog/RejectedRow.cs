
namespace ImageRetrieval.Collection.Catalog;

/// <summary>A row without an image: it is not in the catalog of images, but it is reported.</summary>
/// <param name="Line">1-based line of the list.</param>
/// <param name="ImageId">The id; empty when there is none.</param>
/// <param name="Url">The URL; empty when there is none.</param>
/// <param name="Reason">Why it was rejected.</param>
/// <param name="Detail">One sentence for people.</param>
public sealed record RejectedRow(long Line, string ImageId, string Url, FailureReason Reason, string Detail)
{
    /// <summary>File name of the list, or name of the folder.</summary>
    public string List { get; init; } = "";

    /// <summary>
    /// When a whole folder cannot be read: the beginning of the ids of its images. They stay as they were, because it is not known
    /// that they are gone.
    /// </summary>
    public string? KeepsBelow { get; init; }
}
