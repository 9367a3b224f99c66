namespace ImageRetrieval.Evaluation.Duplicates;

/// <summary>Which pairs count in a precision.</summary>
internal enum CountedPairs
{
    /// <summary>Each copy with each picture of the set, as when a copy is checked against a collection.</summary>
    CopyAndPicture,

    /// <summary>All pictures with each other, as when a collection that holds both is looked through: most right pairs are of two copies of one picture.</summary>
    All,
}
