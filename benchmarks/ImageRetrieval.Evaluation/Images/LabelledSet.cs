namespace ImageRetrieval.Evaluation.Images;

/// <summary>The images that are searched, each against all others.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Images">In the order of the list.</param>
internal sealed record LabelledSet(string Name, IReadOnlyList<LabelledImage> Images)
{
    /// <summary>Different labels, without the empty one.</summary>
    internal int LabelCount => Images.Where(image => image.Label.Length > 0).Select(image => image.Label).Distinct(StringComparer.Ordinal).Count();
}
