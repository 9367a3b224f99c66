using ImageRetrieval.Collection.Embedded.Catalog;

namespace ImageRetrieval.Collection.Embedded;

/// <summary>The data folder is still there while both its lock and its catalog are the opened files.</summary>
internal sealed class CollectionHold(DataFolder folder, ImageCatalog catalog) : ICollectionHold
{
    public bool IsStillThere() => folder.IsHeld && !catalog.HasMoved;
}
