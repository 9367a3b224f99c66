namespace ImageRetrieval.Collection.Catalog;

/// <summary>Something that names images: a list in one of its formats, or a folder.</summary>
public interface IImageList
{
    /// <summary>Full path.</summary>
    string Path { get; }

    /// <summary>Last segment of the path: what its rows say of where they come from.</summary>
    string Name => System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path));

    /// <summary>What it is now. Reads it once; no memory that grows with it.</summary>
    /// <exception cref="UrlListException">It cannot be read.</exception>
    ListFingerprint Fingerprint();

    /// <summary>Rows in the order of the list; each is either a source or a rejected row. Streamed: no memory that grows with it.</summary>
    /// <exception cref="UrlListException">It cannot be read further.</exception>
    IEnumerable<(ImageSource? Source, RejectedRow? Rejected)> Read();
}
