namespace ImageRetrieval.Collection.Catalog;

/// <summary>A row of the catalog: the source, and what is known about its image.</summary>
/// <param name="Source">The row of the list.</param>
/// <param name="State">Its state.</param>
/// <param name="File">The downloaded bytes; null when there are none of the present URL.</param>
/// <param name="Attempts">Failed attempts since the last success.</param>
/// <param name="Validators">The server's validators of the bytes, for a conditional request.</param>
public sealed record CatalogImage(ImageSource Source, ImageState State, StoredImage? File, int Attempts, Validators Validators)
{
    /// <summary>Whether the image is requested again only to find out whether its bytes have changed.</summary>
    public bool IsRefresh => State is ImageState.Downloaded or ImageState.Embedded;
}
