using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Collection.Embedded.Catalog;

/// <summary>The catalog's information about an image whose bytes are stored; the check at the start compares it with the disk.</summary>
/// <param name="ImageId">The image.</param>
/// <param name="State"><see cref="ImageState.Downloaded"/> or <see cref="ImageState.Embedded"/>.</param>
/// <param name="File">Its bytes.</param>
/// <param name="Models">The models that have embedded it, separated by commas.</param>
internal sealed record StoredState(string ImageId, ImageState State, StoredImage File, string Models);
