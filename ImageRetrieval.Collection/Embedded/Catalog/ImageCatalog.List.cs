using System.Text.Json;
using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Collection.Embedded.Catalog;

/// <content>Applying lists.</content>
internal sealed partial class ImageCatalog
{
    private const string UpsertImage = """
        INSERT INTO images (image_id, url, host, line, list, version, metadata, list_run, state, work, updated)
        VALUES ($id, $url, $host, $line, $list, $version, $metadata, $run, 'pending', 1, $now)
        ON CONFLICT (image_id) DO UPDATE SET
            line = $line, list = $list, metadata = $metadata, list_run = $run,
            state    = CASE WHEN url <> $url OR version IS NOT $version THEN 'pending'
                            WHEN state <> 'removed' THEN state
                            WHEN sha256 IS NULL THEN 'pending' ELSE 'downloaded' END,
            work     = CASE WHEN url <> $url OR version IS NOT $version OR (state = 'removed' AND sha256 IS NULL) THEN 1 ELSE work END,
            reason   = CASE WHEN url = $url AND version IS $version AND state <> 'removed' THEN reason END,
            detail   = CASE WHEN url = $url AND version IS $version AND state <> 'removed' THEN detail END,
            attempts = CASE WHEN url = $url AND version IS $version THEN attempts ELSE 0 END,
            next_try = CASE WHEN url = $url AND version IS $version THEN next_try END,
            sha256   = CASE WHEN url = $url AND version IS $version THEN sha256 END,
            models   = CASE WHEN url = $url AND version IS $version THEN models ELSE '' END,
            etag     = CASE WHEN url = $url THEN etag END,
            last_modified = CASE WHEN url = $url THEN last_modified END,
            host = $host, version = $version, url = $url
        WHERE list_run <> $run
        """;

    private const string InsertRejected = "INSERT INTO rejected_rows (run, list, line, image_id, url, reason, detail) VALUES ($run, $list, $line, $id, $url, $reason, $detail)";

    /// <summary>Whether the last complete reading was of exactly these lists, unchanged since.</summary>
    internal bool AreApplied(IReadOnlyCollection<ListFingerprint> lists) =>
        _read.Read("SELECT path, fingerprint FROM lists", row => new ListFingerprint(row.GetString(0), row.GetString(1))).ToHashSet().SetEquals(lists);

    /// <summary>
    /// Applies the lists: new rows become pending, rows whose URL or version changed become pending again, rows that are
    /// gone become removed. Finished images stay finished. All of it happens or nothing: a reading that is interrupted, and a
    /// kill in the middle, change nothing.
    /// </summary>
    /// <param name="name">What the lists are called, for the record.</param>
    /// <param name="rows">Every row of every list.</param>
    /// <param name="lists">Their state when they were read; empty makes the next start read them in any case.</param>
    /// <returns>How many rows there are, rejected ones included.</returns>
    internal long ApplyList(string name, IEnumerable<(ImageSource? Source, RejectedRow? Rejected)> rows, IReadOnlyCollection<ListFingerprint>? lists = null)
    {
        var count = 0L;
        _write.InTransaction(() =>
        {
            var run = BeginRun(name);
            count = ApplyRows(rows, run);
            EndRun(run, count, lists ?? []);
        });
        return count;
    }

    /// <summary>
    /// As <see cref="ApplyList"/>, but a list that cannot be read to its end does not hold up the others: what was read from it before
    /// stays, and it is read again at the next pass.
    /// </summary>
    /// <returns>What is wrong with the lists that could not be read.</returns>
    internal IReadOnlyList<UrlListException> ApplyLists(string name, IReadOnlyCollection<ListFound> lists, CancellationToken token = default)
    {
        var problems = new List<UrlListException>();
        _write.InTransaction(() =>
        {
            var (run, rows, taken) = (BeginRun(name), 0L, new List<ListFingerprint>());
            foreach (var found in lists)
            {
                try
                {
                    rows += TakeWhole(found.List, run, token);
                    taken.Add(found.Fingerprint ?? found.List.Fingerprint());
                }
                catch (UrlListException problem)
                {
                    problems.Add(problem);
                    Keep(found.List.Name, run);
                }
            }
            EndRun(run, rows, taken);
        });
        return problems;
    }

    private long TakeWhole(IImageList list, long run, CancellationToken token)
    {
        _write.Execute("SAVEPOINT list");
        try
        {
            return ApplyRows(list.Read(), run, token);
        }
        catch
        {
            _write.Execute("ROLLBACK TO list");
            throw;
        }
        finally
        {
            _write.Execute("RELEASE list");
        }
    }

    // Results of an earlier reading of a list, or of a part of a folder, stay as they are.
    private void Keep(string list, long run, string below = "")
    {
        _write.Execute("UPDATE images SET list_run = $run WHERE list = $list AND substr(image_id, 1, length($below)) = $below AND state <> 'removed' AND list_run <> $run", ("$run", run), ("$list", list), ("$below", below));
        if (below.Length == 0)
            _write.Execute("UPDATE rejected_rows SET run = $run WHERE list = $list", ("$run", run), ("$list", list));
    }

    private long BeginRun(string name)
    {
        var run = 1 + _write.Number("SELECT COALESCE(MAX(run), 0) FROM list_runs");
        _write.Execute("DELETE FROM lists");
        _write.Execute("INSERT INTO list_runs (run, list, started) VALUES ($run, $list, $now)", ("$run", run), ("$list", name), ("$now", Now));
        return run;
    }

    private long ApplyRows(IEnumerable<(ImageSource? Source, RejectedRow? Rejected)> rows, long run, CancellationToken token = default)
    {
        var (now, count) = (Now, 0L);
        foreach (var (source, rejected) in rows)
        {
            token.ThrowIfCancellationRequested();
            count++;
            if (rejected is not null)
                Reject(rejected, run);
            else if (source is not null && Upsert(source, run, now) == 0)
                Reject(new(source.Line, source.ImageId, source.Url, FailureReason.DuplicateId, Duplicate(source)) { List = source.List }, run);
        }
        return count;
    }

    private static string Duplicate(ImageSource source) => source.IsIdOfUrl
        ? "The same URL is in an earlier row, which is used."
        : $"The id '{source.ImageId}' is in an earlier row, which is used.";

    // An image that this run has seen already is not changed: a duplicate is recognised by that.
    private int Upsert(ImageSource source, long run, string now) => _write.Execute(UpsertImage,
        ("$id", source.ImageId), ("$url", source.Url), ("$host", HostName.Of(source.Url)), ("$line", source.Line), ("$list", source.List), ("$version", source.Version),
        ("$metadata", source.Metadata.Count == 0 ? "{}" : JsonSerializer.Serialize(source.Metadata)), ("$run", run), ("$now", now));

    private void Reject(RejectedRow row, long run)
    {
        _write.Execute(InsertRejected,
            ("$run", run), ("$list", row.List), ("$line", row.Line), ("$id", row.ImageId), ("$url", row.Url), ("$reason", row.Reason.Name()), ("$detail", row.Detail));
        if (row.KeepsBelow is { } below)
            Keep(row.List, run, below);
    }

    private void EndRun(long run, long rows, IReadOnlyCollection<ListFingerprint> lists)
    {
        _write.Execute("UPDATE images SET state = 'removed', work = 0, reason = NULL, detail = NULL WHERE list_run <> $run AND state <> 'removed'", ("$run", run));
        _write.Execute("DELETE FROM rejected_rows WHERE run <> $run", ("$run", run));
        _write.Execute("UPDATE list_runs SET rows = $rows WHERE run = $run", ("$rows", rows), ("$run", run));
        foreach (var list in lists)
            _write.Execute("INSERT OR REPLACE INTO lists (path, fingerprint) VALUES ($path, $fingerprint)", ("$path", list.Path), ("$fingerprint", list.Fingerprint));
    }
}
