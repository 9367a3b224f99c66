using System.Collections.ObjectModel;

namespace ImageRetrieval.LocalHosting;

internal sealed class ResourceCollection : Collection<IResource>, IResourceCollection
{
    protected override void InsertItem(int index, IResource item)
    {
        if (this.Any(other => string.Equals(other.Name, item.Name, StringComparison.OrdinalIgnoreCase)))
            throw new DistributedApplicationException($"There are two resources named '{item.Name}': give each its own name.");
        base.InsertItem(index, item);
    }
}
