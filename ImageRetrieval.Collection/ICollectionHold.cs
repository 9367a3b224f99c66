namespace ImageRetrieval.Collection;

/// <summary>The writer's hold on its collection: only one process writes.</summary>
public interface ICollectionHold
{
    /// <summary>Whether the collection is still the one that was opened. When it was moved, removed or replaced, nothing more may be written.</summary>
    bool IsStillThere();
}
