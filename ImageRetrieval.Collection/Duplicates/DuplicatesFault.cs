namespace ImageRetrieval.Collection.Duplicates;

/// <summary>Why a file of duplicates cannot be used.</summary>
public enum DuplicatesFault
{
    /// <summary>It is truncated, or its bytes are not those that were written.</summary>
    Damaged,

    /// <summary>Another version of the program wrote it.</summary>
    UnsupportedFormat,
}
