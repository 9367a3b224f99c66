namespace ImageRetrieval.Collection.Duplicates;

/// <summary>The bytes of one or more images of a snapshot.</summary>
public readonly record struct KnownContent
{
    /// <summary>SHA-256 of the bytes.</summary>
    public required ContentKey Key { get; init; }

    /// <summary>The perceptual hash; 0 without a fingerprint, or for an even area.</summary>
    public ulong Hash { get; init; }

    /// <summary>How many bytes; 0 when it is not known.</summary>
    public long Bytes { get; init; }

    /// <summary>Pixels across, upright.</summary>
    public int Width { get; init; }

    /// <summary>Pixels down, upright.</summary>
    public int Height { get; init; }

    /// <summary>The number under which its fingerprint is stored; -1 for none.</summary>
    public int Fingerprint { get; init; }

    /// <summary>How many images have these bytes, at least 1.</summary>
    public int Images { get; init; }

    /// <summary>The file's format.</summary>
    public ContentFormat Format { get; init; }

    /// <summary>Whether its copies have been searched for.</summary>
    public bool IsSearched { get; init; }

    /// <summary>Where its images' ids begin, in the section of ids.</summary>
    internal long Ids { get; init; }
}
