namespace ImageRetrieval.Collection.Catalog;

/// <summary>One row of the URL list.</summary>
/// <param name="ImageId">The public, stable name of the image; never depends on the order of rows.</param>
/// <param name="Url">Where the image is.</param>
/// <param name="Line">1-based line of the list on which the row starts.</param>
/// <param name="Metadata">The other columns, by header name; empty values are omitted.</param>
public sealed record ImageSource(string ImageId, string Url, long Line, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>No further columns.</summary>
    public static IReadOnlyDictionary<string, string> NoMetadata { get; } = new Dictionary<string, string>();

    /// <summary>File name of the list, or name of the folder, from which it comes.</summary>
    public string List { get; init; } = "";

    /// <summary>Whether the list has no ids, so that this one is derived from the URL.</summary>
    public bool IsIdOfUrl { get; init; }

    /// <summary>Changes when the image's bytes may have changed; null when only its server knows.</summary>
    public string? Version { get; init; }

    /// <summary>The last segment of the URL's path, as people know the file.</summary>
    public string Name
    {
        get
        {
            var path = Uri.TryCreate(Url, UriKind.Absolute, out var uri) ? uri.AbsolutePath : Url;
            var segment = path.TrimEnd('/').Split('/')[^1];
            return segment.Length == 0 ? ImageId : Uri.UnescapeDataString(segment);
        }
    }
}
