using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Collection.Images;

/// <summary>Bytes that <see cref="IImageStore.KeepAsync"/> has taken. Engines derive from it what they need to finish storing them.</summary>
/// <param name="file">What was kept.</param>
public class KeptImage(StoredImage file)
{
    /// <summary>What was kept.</summary>
    public StoredImage File { get; } = file;
}
