namespace ImageRetrieval.Api.Index;

/// <summary>Whether a model can be searched.</summary>
internal enum ModelState
{
    /// <summary>It has no snapshot yet.</summary>
    Building,

    /// <summary>Its snapshot is being looked for, opened and checked.</summary>
    Opening,

    /// <summary>It can be searched.</summary>
    Ready,

    /// <summary>It, or its newest snapshot, cannot be used, and none was current before.</summary>
    Failed,
}
