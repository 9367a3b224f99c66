using ImageRetrieval.Worker.UrlList;

namespace ImageRetrieval.Worker.Catalog;

/// <summary>A row of the catalog: the source, and what became of it.</summary>
/// <param name="Source">The row of the list.</param>
/// <param name="State">How far it is.</param>
/// <param name="File">The downloaded bytes; null unless <see cref="ImageState.Downloaded"/>, or known from before a failure.</param>
internal sealed record CatalogImage(ImageSource Source, ImageState State, StoredImage? File);
