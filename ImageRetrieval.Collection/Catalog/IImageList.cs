namespace ImageRetrieval.Collection.Catalog;

/// <summary>A source of images: a list in any format, or a folder.</summary>
public interface IImageList
{
    /// <summary>Full path.</summary>
    string Path { get; }

    /// <summary>Last segment of the path, by which its rows name it.</summary>
    string Name => System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path));

    /// <summary>Its present state. Reads it once, in bounded memory.</summary>
    /// <exception cref="UrlListException">It cannot be read.</exception>
    ListFingerprint Fingerprint();

    /// <summary>Rows in the order of the list; each is either a source or a rejected row. Streamed, in bounded memory.</summary>
    /// <exception cref="UrlListException">It cannot be read further.</exception>
    IEnumerable<(ImageSource? Source, RejectedRow? Rejected)> Read();
}
