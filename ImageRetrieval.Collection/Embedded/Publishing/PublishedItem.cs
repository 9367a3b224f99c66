using System.Globalization;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Publishing;

/// <summary>What a snapshot contains about an image, described in docs/snapshot-items.md: all that a search needs travels with the index.</summary>
internal static class PublishedItem
{
    internal static SnapshotItem From(ImageSource source, StoredImage file, Func<string, string> showUrl)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [ItemFields.Url] = showUrl(source.Url),
            [ItemFields.Name] = source.Name,
            [ItemFields.Sha256] = file.Sha256,
            [ItemFields.Extension] = file.Extension,
            [ItemFields.Width] = file.Width.ToString(CultureInfo.InvariantCulture),
            [ItemFields.Height] = file.Height.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (column, value) in source.Metadata)
            fields[ItemFields.OfColumn(column)] = value;
        return new SnapshotItem(source.ImageId, fields);
    }
}
