using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Images;

namespace ImageRetrieval.Collection.Embedded.Images;

/// <summary>Bytes that were written, but whose file does not have its name yet.</summary>
internal sealed class IncomingImage(StoredImage image, IncomingFile incoming) : KeptImage(image)
{
    /// <summary>The file that gets its name before the outcome is stored.</summary>
    internal IncomingFile Incoming => incoming;
}
