using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Export;

/// <summary>A picture as it is exported.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its file name.</param>
/// <param name="Url">Where it was downloaded from.</param>
/// <param name="Width">Pixels; null when unknown.</param>
/// <param name="Height">Pixels; null when unknown.</param>
/// <param name="Score">Cosine; null outside a search.</param>
/// <param name="CloserThan">The share of the collection's pictures whose nearest neighbour is farther away, 0..1; null outside a search.</param>
/// <param name="Likeness">The same in a word; null outside a search.</param>
/// <param name="Copies">Ids of images of the same bytes, the first ten at most.</param>
/// <param name="Metadata">Further columns of the list.</param>
internal sealed record ExportRow(
    string Id, string? Name, string? Url, int? Width, int? Height, double? Score, double? CloserThan, string? Likeness, IReadOnlyList<string> Copies, IReadOnlyDictionary<string, string> Metadata)
{
    internal static ExportRow Of(ApiImage image, IReadOnlyList<string>? copies = null) => new(
        image.Id, image.Name, image.Url, image.Width, image.Height, (image as ApiHit)?.Score, (image as ApiHit)?.CloserThan, (image as ApiHit)?.Likeness, copies ?? [],
        image.Columns.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal));
}
