using System.Globalization;
using ImageRetrieval.VectorIndex;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.UrlList;

namespace ImageRetrieval.Worker.Publish;

/// <summary>What a snapshot says of an image, described in docs/snapshot-items.md: all that a search needs travels with the index.</summary>
internal static class PublishedItem
{
    /// <summary>Comes before the name of a column of the list.</summary>
    internal const string MetadataPrefix = "meta.";

    internal static SnapshotItem From(ImageSource source, StoredImage file, ShownUrl shown)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["url"] = shown.Of(source.Url),
            ["name"] = source.Name,
            ["sha256"] = file.Sha256,
            ["extension"] = file.Extension,
            ["width"] = file.Width.ToString(CultureInfo.InvariantCulture),
            ["height"] = file.Height.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (column, value) in source.Metadata)
            fields[MetadataPrefix + column] = value;
        return new SnapshotItem(source.ImageId, fields);
    }
}
