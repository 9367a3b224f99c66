namespace ImageRetrieval.Worker.UrlList;

/// <summary>How the usual feeds and data sets name the columns of a picture's address and id.</summary>
/// <param name="Url">The column of addresses.</param>
/// <param name="Id">The column of ids; null where the feed has none that is unique to a picture, so that the id is derived from the URL.</param>
/// <param name="Beside">Columns of which one must be present, for an id column whose name others use for other things.</param>
internal sealed record FeedColumns(string Url, string? Id, params string[] Beside)
{
    /// <summary>In the order in which they are tried.</summary>
    private static readonly FeedColumns[] s_known =
    [
        new("url", "id"),
        new("url", "key", "caption", "text", "error_message"), // img2dataset
        new("url", null), // LAION, whose columns are URL and TEXT
        new("image_link", "id"), // Google Merchant Center
        new("image_src", null), // Shopify: a product's Handle and SKU are repeated in the rows of all its pictures
        new("originalurl", "imageid"), // Open Images
        new("photo_image_url", "photo_id"), // Unsplash
        new("image_url", "id"),
        new("image_url", null),
    ];

    /// <summary>The names of the columns of addresses that are known, for a sentence.</summary>
    internal static string KnownNames => string.Join(", ", s_known.Select(feed => feed.Url).Distinct());

    /// <summary>The feed whose columns are present; null when there is none.</summary>
    /// <param name="keys">Names as <see cref="Key"/> gives them.</param>
    internal static FeedColumns? Find(IReadOnlyCollection<string> keys) =>
        s_known.FirstOrDefault(feed => keys.Contains(feed.Url) && (feed.Id is null || keys.Contains(feed.Id)) && (feed.Beside is [] || feed.Beside.Any(keys.Contains)))
        ?? s_known.FirstOrDefault(feed => keys.Contains(feed.Url)) switch { { } feed => new(feed.Url, null), null => null };

    /// <summary>A name without what feeds write in different ways: case, blanks for underscores, the prefix of Google's XML.</summary>
    internal static string Key(string name)
    {
        var key = name.Trim().ToLowerInvariant().Replace(' ', '_');
        return key.StartsWith("g:", StringComparison.Ordinal) ? key[2..] : key;
    }
}
