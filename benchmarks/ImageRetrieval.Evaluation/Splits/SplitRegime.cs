namespace ImageRetrieval.Evaluation.Splits;

/// <summary>How many relevant pictures a query can find.</summary>
internal enum SplitRegime
{
    /// <summary>The collection is all pictures that are not queries.</summary>
    AllRelevant,

    /// <summary>Of each label the collection has one picture: every query has one relevant picture, among one of every other label.</summary>
    OneOfEachLabel,

    /// <summary>The collection is all pictures that are not queries, but only one of the query's own label.</summary>
    OneOfOwnLabel,
}
