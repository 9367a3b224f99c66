namespace ImageRetrieval.Collection.Duplicates;

/// <summary>Why an image of a group is proposed to be kept: the first of these in which it is ahead of all others.</summary>
public enum KeepReason
{
    /// <summary>It has the most pixels.</summary>
    MostPixels,

    /// <summary>As many pixels as others, and the largest file.</summary>
    LargestFile,

    /// <summary>As many pixels and bytes, and a format that loses less.</summary>
    BestFormat,

    /// <summary>Alike in all of that; its id comes first.</summary>
    FirstId,
}
