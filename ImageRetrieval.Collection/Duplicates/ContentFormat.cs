namespace ImageRetrieval.Collection.Duplicates;

/// <summary>Formats of images; of two equal pictures the one of the larger number is kept.</summary>
public enum ContentFormat : byte
{
    /// <summary>Some other.</summary>
    Other,

    /// <summary>256 colours.</summary>
    Gif,

    /// <summary>JPEG.</summary>
    Jpeg,

    /// <summary>WebP.</summary>
    Webp,

    /// <summary>AVIF.</summary>
    Avif,

    /// <summary>Without loss.</summary>
    Png,
}
