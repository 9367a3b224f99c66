using System.Globalization;
using System.Text.Json;
using ImageRetrieval.Collection.Catalog;
using Microsoft.Data.Sqlite;

namespace ImageRetrieval.Collection.Embedded.Catalog;

/// <summary>
/// The Worker's ledger of known images, in <c>&lt;data&gt;/catalog.db</c>. Every change is one transaction, so a kill at
/// any moment leaves whole rows. Thread-safe: writers take turns, and readers never wait for them.
/// </summary>
internal sealed partial class ImageCatalog : IDisposable
{
    private const string Columns = "image_id, url, line, metadata, list, version, state, sha256, extension, bytes, width, height, attempts, etag, last_modified";

    // Beyond it, waits do not grow any more.
    private const int MostAttempts = 1_000_000;

    private readonly CatalogConnection _write;
    private readonly CatalogConnection _read;
    private readonly TimeProvider _clock;

    /// <exception cref="CollectionException">The file is not a catalog, is damaged, or was written by a newer program.</exception>
    internal ImageCatalog(string path, TimeProvider clock)
    {
        _clock = clock;
        CatalogFile.Prepare(path);
        _write = new CatalogConnection(path);
        try
        {
            CatalogSchema.Prepare(_write.Raw);
            _read = new CatalogConnection(path);
            CatalogSchema.Run(_read.Raw, "PRAGMA query_only = 1; PRAGMA busy_timeout = 5000;");
        }
        catch (Exception error)
        {
            _write.Dispose();
            throw error is SqliteException sqlite ? CatalogFile.Describe(path, sqlite) : error;
        }
    }

    /// <summary>Whether the file at the catalog's path is no longer the one that is open here.</summary>
    internal bool HasMoved => _read.HasMoved;

    public void Dispose()
    {
        _read.Dispose();
        _write.Dispose();
    }

    /// <summary>Several writes as one: all of them are stored, or none.</summary>
    internal void InOneTransaction(Action writes) => _write.InTransaction(writes);

    private string Now => _clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);

    private long NowMilliseconds => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static CatalogImage ReadImage(SqliteDataReader reader)
    {
        var source = new ImageSource(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), Metadata(reader.GetString(3)))
        {
            List = reader.GetString(4),
            Version = Text(reader, 5),
        };
        var file = reader.IsDBNull(7) ? null : ReadFile(reader, 7);
        return new(source, State(reader.GetString(6)), file, (int)Math.Clamp(reader.GetInt64(12), 0, MostAttempts), new(Text(reader, 13), Text(reader, 14)));
    }

    private static StoredImage ReadFile(SqliteDataReader reader, int first) =>
        new(reader.GetString(first), reader.GetString(first + 1), reader.GetInt64(first + 2), reader.GetInt32(first + 3), reader.GetInt32(first + 4));

    private static IReadOnlyDictionary<string, string> Metadata(string json) =>
        json == "{}" ? ImageSource.NoMetadata : JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static ImageState State(string name) => name switch
    {
        "pending" => ImageState.Pending,
        "downloaded" => ImageState.Downloaded,
        "embedded" => ImageState.Embedded,
        "retryable" => ImageState.Retryable,
        "permanent" => ImageState.Permanent,
        _ => ImageState.Removed,
    };
}
