namespace ImageRetrieval.Collection.Duplicates;

/// <summary>Formats by the extensions that the Worker uses.</summary>
public static class ContentFormats
{
    /// <param name="extension">With its dot.</param>
    public static ContentFormat Of(string extension) => extension switch
    {
        ".png" => ContentFormat.Png,
        ".avif" => ContentFormat.Avif,
        ".webp" => ContentFormat.Webp,
        ".jpg" => ContentFormat.Jpeg,
        ".gif" => ContentFormat.Gif,
        _ => ContentFormat.Other,
    };
}
