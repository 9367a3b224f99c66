using ImageRetrieval.Collection.Catalog;
using Microsoft.Data.Sqlite;

namespace ImageRetrieval.Collection.Embedded.Catalog;

/// <summary>The tables of catalog.db, and the upgrade from every older version.</summary>
internal static class CatalogSchema
{
    internal const int Version = 4;

    // SQLite's code for a statement that names something missing.
    private const int GenericError = 1;

    private static readonly string[] s_steps = [FirstTables, StatesAndHosts, Damage, Retries];

    private const string FirstTables = """
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
        """;

    // work: 1 while the image is to be downloaded. fresh: 1 when it was downloaded in this pass. next_try and checked: Unix milliseconds. models: those that have
    // embedded it, for people; the embeddings themselves decide. lists: those of the last complete reading.
    private const string StatesAndHosts = """
        ALTER TABLE images ADD COLUMN list TEXT NOT NULL DEFAULT '';
        ALTER TABLE images ADD COLUMN host TEXT NOT NULL DEFAULT '';
        ALTER TABLE images ADD COLUMN version TEXT;
        ALTER TABLE images ADD COLUMN work INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE images ADD COLUMN fresh INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE images ADD COLUMN next_try INTEGER;
        ALTER TABLE images ADD COLUMN checked INTEGER;
        ALTER TABLE images ADD COLUMN etag TEXT;
        ALTER TABLE images ADD COLUMN last_modified TEXT;
        ALTER TABLE images ADD COLUMN models TEXT NOT NULL DEFAULT '';
        ALTER TABLE rejected_rows ADD COLUMN run INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE rejected_rows ADD COLUMN list TEXT NOT NULL DEFAULT '';
        CREATE TABLE lists (path TEXT PRIMARY KEY, fingerprint TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE pixels (space TEXT NOT NULL, pixels TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (space, pixels)) WITHOUT ROWID;
        UPDATE images SET host = host_of(url);
        UPDATE images SET state = 'removed' WHERE list_run < (SELECT COALESCE(MAX(run), 0) FROM list_runs);
        UPDATE images SET work = 1 WHERE state IN ('pending', 'retryable');
        CREATE INDEX images_work ON images (host, image_id) WHERE work = 1;
        CREATE INDEX images_failed ON images (host, reason) WHERE reason IS NOT NULL;
        CREATE INDEX images_downloaded ON images (image_id) WHERE state = 'downloaded' AND fresh = 0;
        CREATE INDEX images_content ON images (sha256);
        """;

    // Bytes that were decoded although a strict decoder rejects them, and its message.
    private const string Damage = """
        CREATE TABLE damaged (sha256 TEXT PRIMARY KEY, detail TEXT NOT NULL) WITHOUT ROWID;
        """;

    // The images of the latest retry command: their states are its outcome.
    private const string Retries = """
        CREATE TABLE retried (image_id TEXT PRIMARY KEY) WITHOUT ROWID;
        """;

    /// <exception cref="CollectionException">The file was written by a newer program, or by another one, or is damaged.</exception>
    internal static void Prepare(SqliteConnection connection)
    {
        // WAL with NORMAL survives a kill at any moment; only a power cut can lose the last commits, whose work is
        // then done again.
        Run(connection, "PRAGMA busy_timeout = 5000;");
        var found = FoundVersion(connection);
        if (found > Version)
            throw new CollectionException(CollectionFault.CannotOpen, $"'{connection.DataSource}' is catalog version {found}; this program reads versions up to {Version}: use the newer program, or another data folder.");
        Check(connection, found);
        Run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
        if (found < Version)
            Upgrade(connection, found);
    }

    // A damaged catalog is found at the start, before anything is written: a later finding would stop a run in the middle.
    private static void Check(SqliteConnection connection, int found)
    {
        if (found < 0 || (found == 0 && Text(connection, "SELECT COUNT(*) FROM sqlite_schema") != "0"))
            throw CatalogFile.Foreign(connection.DataSource);
        if (Text(connection, "PRAGMA quick_check(1)") is var finding && finding != "ok")
            throw CatalogFile.Damaged(connection.DataSource, finding);
        if (found > 0)
            CheckTables(connection, found);
    }

    // Another program may number its versions in the same way.
    private static void CheckTables(SqliteConnection connection, int found)
    {
        try
        {
            Run(connection, "SELECT image_id, url, list_run FROM images LIMIT 0; SELECT line FROM rejected_rows LIMIT 0; SELECT run FROM list_runs LIMIT 0;");
            if (found > 3)
                Run(connection, "SELECT image_id FROM retried LIMIT 0;");
            if (found > 2)
                Run(connection, "SELECT detail FROM damaged LIMIT 0;");
            if (found > 1)
                Run(connection, "SELECT work, next_try FROM images LIMIT 0; SELECT path FROM lists LIMIT 0; SELECT pixels FROM pixels LIMIT 0;");
        }
        catch (SqliteException error) when (error.SqliteErrorCode == GenericError)
        {
            throw CatalogFile.Foreign(connection.DataSource, error);
        }
    }

    private static void Upgrade(SqliteConnection connection, int found)
    {
        connection.CreateFunction("host_of", (string url) => HostName.Of(url), isDeterministic: true);
        using var transaction = connection.BeginTransaction();
        for (var version = found; version < Version; version++)
            Run(connection, s_steps[version]);
        Run(connection, $"PRAGMA user_version = {Version}");
        transaction.Commit();
    }

    internal static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the texts are constants of this class and of Catalog
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static int FoundVersion(SqliteConnection connection) => int.Parse(Text(connection, "PRAGMA user_version"), System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(SqliteConnection connection, string sql)
    {
        using var read = connection.CreateCommand();
#pragma warning disable CA2100 // the texts are constants of this class
        read.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToString(read.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }
}
