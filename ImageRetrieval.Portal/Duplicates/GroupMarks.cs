namespace ImageRetrieval.Portal.Duplicates;

/// <summary>What a visitor decided about one group.</summary>
/// <param name="Keep">The image to keep; null for the recommended one.</param>
/// <param name="Delete">The ids of the marked images.</param>
/// <param name="Rest">Whether the images that the page does not show are marked as well.</param>
internal sealed record GroupMarks(string? Keep, IReadOnlyList<string>? Delete, bool Rest)
{
    /// <summary>All copies of the recommended image are marked.</summary>
    public static readonly GroupMarks Proposal = new(null, null, true);
}
