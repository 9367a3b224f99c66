using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace ImageRetrieval.Collection.Embedded.Catalog;

/// <summary>What SQLite knows about a database's file and its managed interface does not expose.</summary>
internal static partial class CatalogFileControl
{
    private const int Ok = 0;
    private const int HasMovedCode = 20;

    /// <summary>
    /// Whether the opened file is no longer the one at its path: removed, moved, or replaced (compared by device and inode).
    /// False where the system does not report it; on Windows, an opened file cannot be moved.
    /// </summary>
    internal static bool HasMoved(SqliteConnection connection) =>
        FileControl(connection.Handle!.DangerousGetHandle(), "main", HasMovedCode, out var moved) == Ok && moved != 0;

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int FileControl(nint database, string name, int operation, out int argument);
}
