using Microsoft.Data.Sqlite;

namespace ImageRetrieval.Collection.Embedded.Catalog;

/// <summary>The file catalog.db before it is opened, and sentences about why it cannot be.</summary>
internal static class CatalogFile
{
    private const string Remedy = "Restore it from a backup, or move it away: the lists are then read again, their images are downloaded again, and stored embeddings are reused.";

    // SQLite's primary result codes.
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int IOError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>Creates the file if it is missing, readable by its owner only: it contains the lists' content, including passwords in URLs.</summary>
    /// <exception cref="CollectionException">Something there is not a catalog.</exception>
    internal static void Prepare(string path)
    {
        if (Directory.Exists(path))
            throw new CollectionException(CollectionFault.CannotOpen, $"'{path}' is a folder, but this is the path of the catalog file: move it away.");
        try
        {
            if (new FileInfo(path) is { Exists: true } file)
            {
                // A kill right after the file was created leaves it empty, with no other file next to it.
                if (file.Length == 0 && HasWork(Path.GetDirectoryName(path)!))
                    throw new CollectionException(CollectionFault.CannotOpen, $"The catalog '{path}' is empty (0 bytes) although its folder contains images or embeddings. {Remedy}");
                return;
            }
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var made = new FileStream(path, options);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CollectionException(CollectionFault.CannotOpen, $"The catalog '{path}' cannot be created or read ({error.Message}): give the Worker write access, or use another folder with --data.", error);
        }
    }

    /// <summary>A failure of the catalog while it is open.</summary>
    internal static CollectionException Translate(string path, SqliteException error) => error.SqliteErrorCode switch
    {
        Full => new(CollectionFault.Unavailable, "The disk of the data folder is full: free some space, and the run resumes.", error),
        ReadOnly or CannotOpen => new(CollectionFault.Unavailable, "The data folder is not writable: give the Worker write access, or use another folder with --data.", error),
        IOError => new(CollectionFault.Unavailable, $"The catalog cannot be read or written ({error.Message}).", error),
        Corrupt or NotADatabase => new(CollectionFault.Damaged, Describe(path, error).Message, error),
        _ => new(CollectionFault.Unexpected, error.Message, error),
    };

    /// <summary>A failure to open the catalog as a sentence.</summary>
    internal static CollectionException Describe(string path, SqliteException error) => new(CollectionFault.CannotOpen, error.SqliteErrorCode switch
    {
        NotADatabase => $"'{path}' is not a catalog: it is not a SQLite database. {Remedy}",
        Corrupt => $"The catalog '{path}' is damaged ({error.Message}). {Remedy}",
        Busy or Locked => $"The catalog '{path}' is in use by another program: close it there.",
        _ => $"The catalog '{path}' cannot be opened ({error.Message}): check that the file and those next to it are readable and writable, or use another folder with --data.",
    }, error);

    /// <summary>The sentence for a database in which something else is stored.</summary>
    internal static CollectionException Foreign(string path, Exception? error = null) =>
        new(CollectionFault.CannotOpen, $"'{path}' is a SQLite database, but not a catalog of this program. Move it away, or use another folder with --data.", error);

    /// <summary>The sentence for a database that SQLite's own check found damaged.</summary>
    internal static CollectionException Damaged(string path, string finding) => new(CollectionFault.CannotOpen, $"The catalog '{path}' is damaged ({finding.ReplaceLineEndings(" ")}). {Remedy}");

    private static bool HasWork(string folder) => ((string[])["images", "vectors", "catalog.db-wal"]).Any(name =>
        Path.Combine(folder, name) is var path && (File.Exists(path) ? new FileInfo(path).Length > 0 : Directory.Exists(path) && Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Any()));
}
