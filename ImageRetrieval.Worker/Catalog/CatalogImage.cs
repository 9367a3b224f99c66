using ImageRetrieval.Worker.UrlList;

namespace ImageRetrieval.Worker.Catalog;

/// <summary>A row of the catalog: the source, and what became of it.</summary>
/// <param name="Source">The row of the list.</param>
/// <param name="State">How far it is.</param>
/// <param name="File">The downloaded bytes; null when there are none, or none of the present URL.</param>
/// <param name="Attempts">Tries that failed since the last success.</param>
/// <param name="Validators">What the server said of the bytes, for a conditional request.</param>
internal sealed record CatalogImage(ImageSource Source, ImageState State, StoredImage? File, int Attempts, Validators Validators)
{
    /// <summary>Whether this is asked for again only to learn whether its bytes have changed.</summary>
    internal bool IsRefresh => State is ImageState.Downloaded or ImageState.Embedded;
}
