using System.Globalization;
using System.Text.Json;
using ImageRetrieval.Worker.UrlList;
using Microsoft.Data.Sqlite;

namespace ImageRetrieval.Worker.Catalog;

/// <summary>
/// The Worker's ledger of known images, in <c>&lt;data&gt;/catalog.db</c>. Every change is one transaction, so a kill at
/// any moment leaves whole rows. Thread-safe: calls take turns.
/// </summary>
internal sealed class ImageCatalog : IDisposable
{
    private readonly Lock _turn = new();
    private readonly SqliteConnection _connection;
    private readonly TimeProvider _clock;
    private long _run;

    internal ImageCatalog(string path, TimeProvider clock)
    {
        _clock = clock;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        CatalogSchema.Prepare(_connection);
    }

    /// <summary>
    /// Takes the list over: new rows become pending, rows whose URL changed become pending again, rows that are gone
    /// stay known but are no longer listed. What was finished stays finished.
    /// </summary>
    /// <returns>How many rows the list has, rejected ones included.</returns>
    internal long TakeList(string list, IEnumerable<(ImageSource? Source, RejectedRow? Rejected)> rows)
    {
        lock (_turn)
        {
            using var transaction = _connection.BeginTransaction();
            _run = 1 + Convert.ToInt64(Scalar("SELECT COALESCE(MAX(run), 0) FROM list_runs"), CultureInfo.InvariantCulture);
            CatalogSchema.Run(_connection, "DELETE FROM rejected_rows");
            using var upsert = Command("""
                INSERT INTO images (image_id, url, line, metadata, list_run, state, updated)
                VALUES ($id, $url, $line, $metadata, $run, 'pending', $now)
                ON CONFLICT (image_id) DO UPDATE SET
                    line = $line, metadata = $metadata, list_run = $run,
                    state    = CASE WHEN url = $url THEN state ELSE 'pending' END,
                    reason   = CASE WHEN url = $url THEN reason END,
                    detail   = CASE WHEN url = $url THEN detail END,
                    attempts = CASE WHEN url = $url THEN attempts ELSE 0 END,
                    sha256   = CASE WHEN url = $url THEN sha256 END,
                    url      = $url
                """);
            using var reject = Command("INSERT INTO rejected_rows (line, image_id, url, reason, detail) VALUES ($line, $id, $url, $reason, $detail)");
            var count = 0L;
            foreach (var (source, rejected) in rows)
            {
                count++;
                if (source is not null)
                    Execute(upsert, ("$id", source.ImageId), ("$url", source.Url), ("$line", source.Line), ("$metadata", JsonSerializer.Serialize(source.Metadata)), ("$run", _run), ("$now", Now));
                else if (rejected is not null)
                    Execute(reject, ("$line", rejected.Line), ("$id", rejected.ImageId), ("$url", rejected.Url), ("$reason", rejected.Reason.Name()), ("$detail", rejected.Detail));
            }
            using var run = Command("INSERT INTO list_runs (run, list, started, rows) VALUES ($run, $list, $now, $rows)");
            Execute(run, ("$run", _run), ("$list", list), ("$now", Now), ("$rows", count));
            transaction.Commit();
            return count;
        }
    }

    /// <summary>The images of the present list, ordered by id (ordinal): an order that no run changes.</summary>
    internal IReadOnlyList<CatalogImage> Listed()
    {
        lock (_turn)
        {
            using var command = Command("SELECT image_id, url, line, metadata, state, sha256, extension, bytes, width, height FROM images WHERE list_run = $run ORDER BY image_id");
            command.Parameters.AddWithValue("$run", _run);
            using var reader = command.ExecuteReader();
            var images = new List<CatalogImage>();
            while (reader.Read())
                images.Add(ReadImage(reader));
            return images;
        }
    }

    internal void SetDownloaded(string imageId, StoredImage file)
    {
        using var command = Command("""
            UPDATE images SET state = 'downloaded', reason = NULL, detail = NULL, attempts = attempts + 1,
                sha256 = $sha256, extension = $extension, bytes = $bytes, width = $width, height = $height, updated = $now
            WHERE image_id = $id
            """);
        Execute(command, ("$id", imageId), ("$sha256", file.Sha256), ("$extension", file.Extension), ("$bytes", file.Bytes), ("$width", file.Width), ("$height", file.Height), ("$now", Now));
    }

    internal void SetFailed(string imageId, bool retryable, FailureReason reason, string detail)
    {
        using var command = Command("UPDATE images SET state = $state, reason = $reason, detail = $detail, attempts = attempts + 1, updated = $now WHERE image_id = $id");
        Execute(command, ("$id", imageId), ("$state", retryable ? "retryable" : "permanent"), ("$reason", reason.Name()), ("$detail", detail), ("$now", Now));
    }

    /// <summary>A model gave no embedding for these bytes; with another model, or another version of it, they may.</summary>
    internal void SetNotEmbedded(string sha256, string space, string detail)
    {
        using var command = Command("INSERT OR REPLACE INTO embedding_failures (sha256, space, detail) VALUES ($sha256, $space, $detail)");
        Execute(command, ("$sha256", sha256), ("$space", space), ("$detail", detail));
    }

    internal IReadOnlySet<string> NotEmbedded(string space)
    {
        lock (_turn)
        {
            using var command = Command("SELECT sha256 FROM embedding_failures WHERE space = $space");
            command.Parameters.AddWithValue("$space", space);
            using var reader = command.ExecuteReader();
            var found = new HashSet<string>(StringComparer.Ordinal);
            while (reader.Read())
                found.Add(reader.GetString(0));
            return found;
        }
    }

    /// <summary>Counts of the present list's failures by reason, rejected rows included.</summary>
    internal IReadOnlyDictionary<string, long> Reasons()
    {
        lock (_turn)
        {
            using var command = Command("""
                SELECT reason, SUM(n) FROM (
                    SELECT reason, COUNT(*) AS n FROM rejected_rows GROUP BY reason
                    UNION ALL
                    SELECT reason, COUNT(*) FROM images WHERE list_run = $run AND state IN ('retryable', 'permanent') GROUP BY reason
                    UNION ALL
                    SELECT 'no_embedding', COUNT(*) FROM embedding_failures WHERE sha256 IN (SELECT sha256 FROM images WHERE list_run = $run) HAVING COUNT(*) > 0
                ) GROUP BY reason ORDER BY reason
                """);
            command.Parameters.AddWithValue("$run", _run);
            using var reader = command.ExecuteReader();
            var reasons = new Dictionary<string, long>();
            while (reader.Read())
                reasons[reader.GetString(0)] = reader.GetInt64(1);
            return reasons;
        }
    }

    /// <summary>The present list's failures in the order of its lines.</summary>
    internal IReadOnlyList<FailedImage> Failures(int limit)
    {
        lock (_turn)
        {
            using var command = Command("""
                SELECT line, image_id, url, 'rejected', reason, detail FROM rejected_rows
                UNION ALL
                SELECT line, image_id, url, state, reason, detail FROM images WHERE list_run = $run AND state IN ('retryable', 'permanent')
                UNION ALL
                SELECT i.line, i.image_id, i.url, 'permanent', 'no_embedding', f.detail FROM embedding_failures f JOIN images i ON i.sha256 = f.sha256 WHERE i.list_run = $run
                ORDER BY 1 LIMIT $limit
                """);
            command.Parameters.AddWithValue("$run", _run);
            command.Parameters.AddWithValue("$limit", limit);
            using var reader = command.ExecuteReader();
            var failures = new List<FailedImage>();
            while (reader.Read())
                failures.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5)));
            return failures;
        }
    }

    public void Dispose() => _connection.Dispose();

    private string Now => _clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);

    private static CatalogImage ReadImage(SqliteDataReader reader)
    {
        var metadata = JsonSerializer.Deserialize<Dictionary<string, string>>(reader.GetString(3)) ?? [];
        var source = new ImageSource(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), metadata);
        var file = reader.IsDBNull(5) ? null : new StoredImage(reader.GetString(5), reader.GetString(6), reader.GetInt64(7), reader.GetInt32(8), reader.GetInt32(9));
        return new(source, Enum.Parse<ImageState>(reader.GetString(4), ignoreCase: true), file);
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // every text is a constant of this class; values travel as parameters
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    private object? Scalar(string sql)
    {
        using var command = Command(sql);
        return command.ExecuteScalar();
    }

    private void Execute(SqliteCommand command, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        lock (_turn)
        {
            command.Parameters.Clear();
            foreach (var (name, value) in parameters)
                command.Parameters.AddWithValue(name, value);
            command.ExecuteNonQuery();
        }
    }
}
