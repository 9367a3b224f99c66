
using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Collection.Embedded.Catalog;

/// <content>What is to be done, and what was done.</content>
internal sealed partial class ImageCatalog
{
    /// <summary>The hosts with images to download, with the number of those that are due.</summary>
    /// <param name="dueBy">Images that wait for a later time are omitted.</param>
    internal IReadOnlyList<HostWork> HostsWithWork(DateTimeOffset dueBy) =>
        _read.Read("SELECT host, COUNT(*) FROM images WHERE work = 1 AND COALESCE(next_try, 0) <= $due GROUP BY host ORDER BY host", row => new HostWork(row.GetString(0), row.GetInt64(1)), ("$due", dueBy.ToUnixTimeMilliseconds()));

    /// <summary>The next images to download from a host, by id.</summary>
    internal IReadOnlyList<CatalogImage> Work(string host, string afterId, DateTimeOffset dueBy, int limit) =>
        _read.Read($"SELECT {Columns} FROM images WHERE work = 1 AND host = $host AND image_id > $after AND COALESCE(next_try, 0) <= $due ORDER BY image_id LIMIT $limit", ReadImage,
            ("$host", host), ("$after", afterId), ("$due", dueBy.ToUnixTimeMilliseconds()), ("$limit", limit));

    /// <summary>When the next image is due; null when there is none.</summary>
    internal DateTimeOffset? NextTry() =>
        _read.Number("SELECT COALESCE(MIN(next_try), -1) FROM images WHERE work = 1") is >= 0 and var next ? DateTimeOffset.FromUnixTimeMilliseconds(next) : null;

    /// <summary>Whether there is an image to download that was never tried before, or whose URL has changed.</summary>
    internal bool HasNewWork(DateTimeOffset dueBy) =>
        _read.Number("SELECT EXISTS (SELECT 1 FROM images WHERE work = 1 AND state = 'pending' AND COALESCE(next_try, 0) <= $due) OR EXISTS (SELECT 1 FROM images WHERE state = 'downloaded')", ("$due", dueBy.ToUnixTimeMilliseconds())) != 0;

    /// <summary>Failed images that are due after a time.</summary>
    internal long WaitingLonger(DateTimeOffset dueBy) =>
        _read.Number("SELECT COUNT(*) FROM images WHERE work = 1 AND state = 'retryable' AND COALESCE(next_try, 0) > $due", ("$due", dueBy.ToUnixTimeMilliseconds()));

    /// <summary>When the image that has gone longest without a check was checked; null when none can be refreshed.</summary>
    internal DateTimeOffset? OldestCheck() =>
        _read.Number("SELECT COALESCE(MIN(COALESCE(checked, 0)), -1) FROM images WHERE state = 'embedded' AND host <> ''") is >= 0 and var oldest ? DateTimeOffset.FromUnixTimeMilliseconds(oldest) : null;

    /// <summary>
    /// Begins a pass: from now on, downloaded images count as in progress. Times that are further ahead than
    /// the longest wait, as older versions took them from servers or a wrong clock caused them, are brought back.
    /// </summary>
    internal void BeginPass(TimeSpan longestWait) => _write.InTransaction(() =>
    {
        _write.Execute("UPDATE images SET fresh = 0 WHERE state = 'downloaded' AND fresh = 1");
        _write.Execute("UPDATE images SET next_try = $limit WHERE work = 1 AND next_try > $limit", ("$limit", (_clock.GetUtcNow() + longestWait).ToUnixTimeMilliseconds()));
        _write.Execute("UPDATE images SET next_try = NULL WHERE work = 1 AND next_try < 0");
        _write.Execute("UPDATE images SET checked = $now WHERE checked > $now", ("$now", NowMilliseconds));
    });

    /// <summary>The next images that were downloaded before this pass and that a model has not processed, by id.</summary>
    internal IReadOnlyList<CatalogImage> DownloadedBefore(string afterId, int limit) =>
        _read.Read($"SELECT {Columns} FROM images WHERE state = 'downloaded' AND fresh = 0 AND image_id > $after ORDER BY image_id LIMIT $limit", ReadImage, ("$after", afterId), ("$limit", limit));

    /// <summary>The next images that a snapshot may contain, ordered by id (ordinal): the same order in every run.</summary>
    internal IReadOnlyList<CatalogImage> Stored(string afterId, int limit) =>
        _read.Read($"SELECT {Columns} FROM images WHERE state IN ('downloaded', 'embedded') AND image_id > $after ORDER BY image_id LIMIT $limit", ReadImage, ("$after", afterId), ("$limit", limit));

    /// <summary>As <see cref="Stored"/>, only the state.</summary>
    internal IReadOnlyList<StoredState> StoredStates(string afterId, int limit) =>
        _read.Read("SELECT image_id, state, sha256, extension, bytes, width, height, models FROM images WHERE state IN ('downloaded', 'embedded') AND image_id > $after ORDER BY image_id LIMIT $limit",
            row => new StoredState(row.GetString(0), State(row.GetString(1)), ReadFile(row, 2), row.GetString(7)), ("$after", afterId), ("$limit", limit));

    /// <summary>The images of the present lists, ordered by id.</summary>
    internal IReadOnlyList<CatalogImage> Listed() =>
        _read.Read($"SELECT {Columns} FROM images WHERE state <> 'removed' ORDER BY image_id", ReadImage);

    internal void SetDownloaded(string imageId, StoredImage file, Validators validators = default) => _write.Execute("""
        UPDATE images SET state = 'downloaded', fresh = 1, work = 0, reason = NULL, detail = NULL, attempts = 0, next_try = NULL, models = '',
            sha256 = $sha256, extension = $extension, bytes = $bytes, width = $width, height = $height,
            etag = $etag, last_modified = $modified, checked = $checked, updated = $now
        WHERE image_id = $id
        """,
        ("$id", imageId), ("$sha256", file.Sha256), ("$extension", file.Extension), ("$bytes", file.Bytes), ("$width", file.Width), ("$height", file.Height),
        ("$etag", validators.ETag), ("$modified", validators.LastModified), ("$checked", NowMilliseconds), ("$now", Now));

    /// <summary>A refresh found nothing new, or failed: the stored bytes are kept.</summary>
    internal void SetChecked(string imageId) =>
        _write.Execute("UPDATE images SET work = 0, checked = $checked WHERE image_id = $id", ("$id", imageId), ("$checked", NowMilliseconds));

    /// <summary>Every model has processed these bytes.</summary>
    /// <param name="imageId">The image.</param>
    /// <param name="sha256">Its bytes; ignored when it has others by now.</param>
    /// <param name="models">The models that have its embedding, separated by commas.</param>
    internal void SetEmbedded(string imageId, string sha256, string models) =>
        _write.Execute("UPDATE images SET state = 'embedded', models = $models, updated = $now WHERE image_id = $id AND sha256 = $sha256 AND state IN ('downloaded', 'embedded')", ("$id", imageId), ("$sha256", sha256), ("$models", models), ("$now", Now));

    /// <summary>The bytes are stored, and a model still has to process them.</summary>
    internal void SetNotYetEmbedded(string imageId) =>
        _write.Execute("UPDATE images SET state = 'downloaded', fresh = 0, models = '' WHERE image_id = $id AND state = 'embedded'", ("$id", imageId));

    /// <summary>The bytes are missing.</summary>
    internal void SetLost(string imageId) =>
        _write.Execute("UPDATE images SET state = 'pending', work = 1, sha256 = NULL, etag = NULL, last_modified = NULL, models = '' WHERE image_id = $id", ("$id", imageId));

    /// <summary>The image failed.</summary>
    /// <param name="imageId">The image.</param>
    /// <param name="attempts">Failed attempts since the last success, this one included.</param>
    /// <param name="nextTry">When it may be retried; null for never.</param>
    /// <param name="reason">Why.</param>
    /// <param name="detail">One sentence.</param>
    internal void SetFailed(string imageId, int attempts, DateTimeOffset? nextTry, FailureReason reason, string detail) => _write.Execute("""
        UPDATE images SET state = $state, work = $work, reason = $reason, detail = $detail, attempts = $attempts, next_try = $next, sha256 = NULL, models = '', updated = $now
        WHERE image_id = $id
        """,
        ("$id", imageId), ("$state", nextTry is null ? "permanent" : "retryable"), ("$work", nextTry is null ? 0 : 1), ("$reason", reason.Name()), ("$detail", detail), ("$attempts", attempts),
        ("$next", nextTry?.ToUnixTimeMilliseconds()), ("$now", Now));

    /// <summary>No image of a host is due before a time.</summary>
    internal void PutOff(string host, DateTimeOffset until) =>
        _write.Execute("UPDATE images SET next_try = $until WHERE work = 1 AND host = $host AND COALESCE(next_try, 0) < $until", ("$host", host), ("$until", until.ToUnixTimeMilliseconds()));

    /// <summary>Failed images become pending again: all, those of one reason, those of one host, or a single one. They are remembered until the next retry.</summary>
    /// <returns>How many.</returns>
    internal int Retry(FailureReason? reason = null, string? host = null, string? imageId = null)
    {
        var images = 0;
        _write.InTransaction(() =>
        {
            images = (int)_write.Number(
                $"SELECT COUNT(*) FROM images WHERE {IsRetried}", ("$reason", reason?.Name()), ("$host", host), ("$id", imageId));
            // A command that retries nothing leaves the outcome of the one before.
            if (images == 0)
                return;
            _write.Execute("DELETE FROM retried");
            _write.Execute($"INSERT INTO retried (image_id) SELECT image_id FROM images WHERE {IsRetried}", ("$reason", reason?.Name()), ("$host", host), ("$id", imageId));
            _write.Execute("UPDATE images SET state = 'pending', work = 1, reason = NULL, detail = NULL, attempts = 0, next_try = NULL WHERE image_id IN (SELECT image_id FROM retried)");
        });
        return images;
    }

    private const string IsRetried =
        "state IN ('retryable', 'permanent') AND reason <> 'placeholder' AND ($reason IS NULL OR reason = $reason) AND ($host IS NULL OR host = $host) AND ($id IS NULL OR image_id = $id)";

    /// <summary>Marks images that were last checked longer ago than a time, so that their servers are asked whether they have changed.</summary>
    internal int MarkForRefresh(TimeSpan age) =>
        _write.Execute("UPDATE images SET work = 1 WHERE state = 'embedded' AND host <> '' AND COALESCE(checked, 0) < $before", ("$before", (_clock.GetUtcNow() - age).ToUnixTimeMilliseconds()));

    /// <summary>A model has no embedding for these bytes; another model, or another version of it, may have one.</summary>
    internal void SetNotEmbedded(string sha256, string space, string detail) =>
        _write.Execute("INSERT OR REPLACE INTO embedding_failures (sha256, space, detail) VALUES ($sha256, $space, $detail)", ("$sha256", sha256), ("$space", space), ("$detail", detail));

    internal IReadOnlySet<string> NotEmbedded(string space) =>
        _read.Read("SELECT sha256 FROM embedding_failures WHERE space = $space", row => row.GetString(0), ("$space", space)).ToHashSet(StringComparer.Ordinal);

    /// <summary>These bytes were decoded although a strict decoder refuses them: parts of the picture may be wrong.</summary>
    internal void SetDamaged(string sha256, string detail) =>
        _write.Execute("INSERT OR REPLACE INTO damaged (sha256, detail) VALUES ($sha256, $detail)", ("$sha256", sha256), ("$detail", detail));

    /// <summary>The embedded bytes whose decoded pixels have this digest; null when there are none.</summary>
    internal string? ContentOf(string space, string pixels) =>
        _read.Read("SELECT sha256 FROM pixels WHERE space = $space AND pixels = $pixels", row => row.GetString(0), ("$space", space), ("$pixels", pixels)).FirstOrDefault();

    internal void RememberPixels(string space, string pixels, string sha256) =>
        _write.Execute("INSERT OR IGNORE INTO pixels (space, pixels, sha256) VALUES ($space, $pixels, $sha256)", ("$space", space), ("$pixels", pixels), ("$sha256", sha256));

    /// <summary>Omits images whose bytes come from more URLs than a number, and includes those again that no longer do.</summary>
    /// <param name="urls">The maximum number of URLs of the same bytes; 0 omits nothing.</param>
    /// <returns>How many images were omitted, and how many were included again, by this call.</returns>
    internal PlaceholderChange OmitPlaceholders(int urls)
    {
        var (leftOut, restored) = (0, 0);
        _write.InTransaction(() =>
        {
            leftOut = urls == 0 ? 0 : _write.Execute($"""
                UPDATE images SET state = 'permanent', work = 0, models = '', reason = 'placeholder',
                    detail = 'The same bytes come from more than ' || $urls || ' URLs (Ingest:PlaceholderUrls): they are taken for a placeholder.'
                WHERE state IN ('downloaded', 'embedded') AND sha256 IN ({PlaceholderContents})
                """, ("$urls", urls));
            restored = _write.Execute($"""
                UPDATE images SET state = 'downloaded', fresh = 0, reason = NULL, detail = NULL
                WHERE reason = 'placeholder' AND state = 'permanent' AND ($urls = 0 OR sha256 NOT IN ({PlaceholderContents}))
                """, ("$urls", urls));
        });
        return new(leftOut, restored);
    }

    private const string PlaceholderContents =
        "SELECT sha256 FROM images WHERE sha256 IS NOT NULL AND state <> 'removed' GROUP BY sha256 HAVING COUNT(DISTINCT url) > $urls";
}
