namespace ImageRetrieval.Collection.Catalog;

/// <summary>A list as it lies there at the beginning of a pass.</summary>
/// <param name="List">The list.</param>
/// <param name="Fingerprint">What it is now; null when it cannot be read.</param>
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
            // Taking the list over says what is wrong with it.
            return new(list, null);
        }
    }
}
