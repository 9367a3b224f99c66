namespace ImageRetrieval.Collection.Catalog;

/// <summary>A list as found at the beginning of a pass.</summary>
/// <param name="List">The list.</param>
/// <param name="Fingerprint">Its present state; null when it cannot be read.</param>
public sealed record ListFound(IImageList List, ListFingerprint? Fingerprint)
{
    public static ListFound Of(IImageList list)
    {
        try
        {
            return new(list, list.Fingerprint());
        }
        catch (UrlListException)
        {
            // Reading the list will report what is wrong with it.
            return new(list, null);
        }
    }
}
