namespace ImageRetrieval.Collection.Duplicates;

/// <summary>How much alike two images are. A group of one level holds what stricter levels would find as well.</summary>
public enum DuplicateLevel
{
    /// <summary>The same bytes.</summary>
    Bytes,

    /// <summary>The same picture in other bytes: saved again, in another format or size.</summary>
    Picture,

    /// <summary>An edited copy: cropped, framed, mirrored, in other colours, with a caption.</summary>
    Edited,
}
