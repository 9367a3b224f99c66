namespace ImageRetrieval.Collection.Search;

/// <summary>Whether a model can be searched.</summary>
public enum IndexState
{
    /// <summary>Nothing is published for it yet.</summary>
    Building,

    /// <summary>What is published is being found, opened and checked.</summary>
    Opening,

    /// <summary>It can be searched.</summary>
    Ready,

    /// <summary>It, or its newest generation, cannot be used, and none was current before.</summary>
    Failed,
}
