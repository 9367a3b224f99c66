namespace ImageRetrieval.Collection.Items;

/// <summary>The names of the fields that every published image has (docs/snapshot-items.md).</summary>
public static class ItemFields
{
    /// <summary>Where the image was downloaded, as shown to all clients.</summary>
    public const string Url = "url";

    /// <summary>The last segment of the URL's path.</summary>
    public const string Name = "name";

    /// <summary>SHA-256 of the bytes, 64 lower-case hexadecimal digits.</summary>
    public const string Sha256 = "sha256";

    /// <summary>File name extension with its dot, after the format of the bytes.</summary>
    public const string Extension = "extension";

    /// <summary>Pixels across, upright.</summary>
    public const string Width = "width";

    /// <summary>Pixels down, upright.</summary>
    public const string Height = "height";

    /// <summary>Comes before the name of a column of the list.</summary>
    public const string MetadataPrefix = "meta.";

    /// <summary>The field of a column of the list.</summary>
    public static string OfColumn(string column) => MetadataPrefix + column;
}
