using Microsoft.Data.Sqlite;

namespace ImageRetrieval.Worker.Catalog;

/// <summary>The tables of catalog.db.</summary>
internal static class CatalogSchema
{
    private const int Version = 1;

    /// <exception cref="InvalidOperationException">The file was written by a newer program.</exception>
    internal static void Prepare(SqliteConnection connection)
    {
        // WAL with NORMAL survives a kill at any moment; only a power cut can lose the last commits, whose work is
        // then done again.
        Run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;");
        using var read = connection.CreateCommand();
        read.CommandText = "PRAGMA user_version";
        var found = Convert.ToInt32(read.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        if (found > Version)
            throw new InvalidOperationException($"'{connection.DataSource}' is catalog version {found}; this program reads up to {Version}: use the newer program, or another data folder.");
        if (found == Version)
            return;

        Run(connection, $"""
            CREATE TABLE images (
                image_id  TEXT PRIMARY KEY,
                url       TEXT NOT NULL,
                line      INTEGER NOT NULL,
                metadata  TEXT NOT NULL,
                list_run  INTEGER NOT NULL,
                state     TEXT NOT NULL,
                reason    TEXT,
                detail    TEXT,
                attempts  INTEGER NOT NULL DEFAULT 0,
                sha256    TEXT,
                extension TEXT,
                bytes     INTEGER,
                width     INTEGER,
                height    INTEGER,
                updated   TEXT NOT NULL
            ) WITHOUT ROWID;
            CREATE TABLE rejected_rows (line INTEGER NOT NULL, image_id TEXT NOT NULL, url TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL);
            CREATE TABLE embedding_failures (sha256 TEXT NOT NULL, space TEXT NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (sha256, space)) WITHOUT ROWID;
            CREATE TABLE list_runs (run INTEGER PRIMARY KEY, list TEXT NOT NULL, started TEXT NOT NULL, rows INTEGER NOT NULL DEFAULT 0);
            PRAGMA user_version = {Version};
            """);
    }

    internal static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the texts are constants of this class and of Catalog
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
