using Microsoft.Data.Sqlite;

namespace ImageRetrieval.Worker.Tests;

/// <summary>Makes of a good catalog.db one that cannot be used.</summary>
internal static class BadCatalog
{
    internal static void Make(string path, string kind)
    {
        // All of it into the one file: what is beside it would mend it.
        Execute(path, "PRAGMA wal_checkpoint(TRUNCATE)");
        switch (kind)
        {
            case "newer":
                Execute(path, "PRAGMA user_version = 99");
                break;
            case "negative version":
                Execute(path, "PRAGMA user_version = -1");
                break;
            case "foreign" or "foreign with our version":
                File.Delete(path);
                Execute(path, $"CREATE TABLE addresses (name TEXT); INSERT INTO addresses VALUES ('somebody'); PRAGMA user_version = {(kind == "foreign" ? 0 : ImageRetrieval.Collection.Embedded.Catalog.CatalogSchema.Version)}");
                break;
            case "text":
                File.WriteAllText(path, string.Concat(Enumerable.Repeat("This is no database. ", 500)));
                break;
            case "noise":
                var noise = new byte[100_000];
                new Random(1).NextBytes(noise);
                File.WriteAllBytes(path, noise);
                break;
            case "damaged page":
                using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite))
                    RandomAccess.Write(file, [.. Enumerable.Repeat((byte)0xA5, 4096)], RandomAccess.GetLength(file) / 4096 / 2 * 4096);
                break;
            case "cut off":
                using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite))
                    RandomAccess.SetLength(file, RandomAccess.GetLength(file) / 2);
                break;
            case "zero bytes":
                File.WriteAllBytes(path, []);
                break;
            case "folder":
                File.Delete(path);
                Directory.CreateDirectory(path);
                File.WriteAllText(Path.Combine(path, "mine.txt"), "");
                break;
            case "journal is a folder":
                File.Delete(path + "-wal");
                Directory.CreateDirectory(path + "-wal");
                File.WriteAllText(Path.Combine(path + "-wal", "mine.txt"), "");
                break;
            default:
                throw new ArgumentException($"'{kind}' is not known.", nameof(kind));
        }
    }

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the texts are constants of this class
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
