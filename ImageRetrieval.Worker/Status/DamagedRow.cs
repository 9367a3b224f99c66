using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.Status;

/// <summary>An image that is indexed although its file is damaged, as <c>/status</c> shows it.</summary>
/// <param name="Line">1-based line of the list.</param>
/// <param name="Id">The image's id.</param>
/// <param name="Url">Its URL.</param>
/// <param name="Detail">The decoder's own message.</param>
/// <param name="List">File name of the list, or name of the folder.</param>
internal sealed record DamagedRow(long Line, string Id, string Url, string Detail, string List)
{
    internal static DamagedRow Of(DamagedImage image) => new(image.Line, image.ImageId, image.Url, image.Detail, image.List);
}
