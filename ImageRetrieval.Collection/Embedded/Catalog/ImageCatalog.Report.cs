using System.Globalization;
using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Collection.Embedded.Catalog;

/// <content>Reports about the present lists.</content>
internal sealed partial class ImageCatalog
{
    internal StateCounts Counts()
    {
        var counts = _read.Read("SELECT state, COUNT(*) FROM images GROUP BY state", row => (State: row.GetString(0), Count: row.GetInt64(1))).ToDictionary(row => row.State, row => row.Count);
        long Of(string state) => counts.GetValueOrDefault(state);
        return new(_read.Number("SELECT COUNT(*) FROM rejected_rows"), Of("pending"), Of("downloaded") + Of("embedded"), Of("retryable"), Of("permanent"));
    }

    /// <summary>Counts of the present lists' failures by reason, rejected rows included.</summary>
    internal IReadOnlyDictionary<FailureReason, long> Reasons() => Sums(_read.Read("""
        SELECT reason, SUM(n) FROM (
            SELECT reason, COUNT(*) AS n FROM rejected_rows GROUP BY reason
            UNION ALL
            SELECT reason, COUNT(*) FROM images WHERE reason IS NOT NULL GROUP BY reason
            UNION ALL
            SELECT 'no_embedding', COUNT(*) FROM embedding_failures WHERE sha256 IN (SELECT sha256 FROM images WHERE state IN ('downloaded', 'embedded')) HAVING COUNT(*) > 0
        ) GROUP BY reason ORDER BY reason
        """, row => (Reason(row.GetString(0)), row.GetInt64(1))));

    /// <summary>The hosts with the most failures.</summary>
    internal IReadOnlyList<HostFailures> FailuresByHost(int limit) =>
        [.. _read.Read("SELECT host, reason, COUNT(*) FROM images WHERE reason IS NOT NULL GROUP BY host, reason", row => (Host: row.GetString(0), Reason: Reason(row.GetString(1)), Count: row.GetInt64(2)))
            .GroupBy(row => row.Host)
            .Select(host => new HostFailures(host.Key, host.Sum(row => row.Count), Sums(host.Select(row => (row.Reason, row.Count)))))
            .OrderByDescending(host => host.Failed).ThenBy(host => host.Host, StringComparer.Ordinal).Take(limit)];

    /// <summary>The present lists' failures in the order of their lines.</summary>
    internal IReadOnlyList<FailedImage> Failures(int limit) => _read.Read("""
        SELECT line, image_id, url, 'rejected', reason, detail, list FROM rejected_rows
        UNION ALL
        SELECT line, image_id, url, state, reason, detail, list FROM images WHERE reason IS NOT NULL
        UNION ALL
        SELECT i.line, i.image_id, i.url, 'permanent', 'no_embedding', f.detail, i.list FROM embedding_failures f JOIN images i ON i.sha256 = f.sha256 WHERE i.state IN ('downloaded', 'embedded')
        ORDER BY 7, 1 LIMIT $limit
        """,
        row => new FailedImage(row.GetInt64(0), row.GetString(1), ImageUrl.Shown(row.GetString(2)), FailedState(row.GetString(3)), Reason(row.GetString(4)), row.GetString(5), row.GetString(6)), ("$limit", limit));

    /// <summary>A page of the present lists' failures in the order of their lines.</summary>
    internal FailurePage FailurePage(FailureFilter filter, int limit, int offset)
    {
        var (reason, host) = (filter.Reason?.Name(), filter.Host);
        return new(
            _read.Number($"SELECT COUNT(*) FROM ({FailedRows}) WHERE {Matches}", ("$reason", reason), ("$host", host)),
            _read.Read(
                $"SELECT * FROM ({FailedRows}) WHERE {Matches} ORDER BY list, line, image_id LIMIT $limit OFFSET $offset",
                row => new FailedImage(row.GetInt64(0), row.GetString(1), ImageUrl.Shown(row.GetString(2)), FailedState(row.GetString(3)), Reason(row.GetString(4)), row.GetString(5), row.GetString(6))
                {
                    Host = row.IsDBNull(7) ? null : row.GetString(7),
                    LastTry = row.IsDBNull(8) ? null : DateTimeOffset.Parse(row.GetString(8), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                    NextTry = row.IsDBNull(9) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(9)),
                },
                ("$reason", reason), ("$host", host), ("$limit", limit), ("$offset", offset)));
    }

    /// <summary>What became of the images of the latest retry; null when there was none.</summary>
    internal RetryOutcome? RetryOutcome()
    {
        var states = _read.Read("SELECT i.state, COUNT(*) FROM retried r JOIN images i ON i.image_id = r.image_id WHERE i.state <> 'removed' GROUP BY i.state", row => (State: row.GetString(0), Count: row.GetInt64(1)))
            .ToDictionary(row => row.State, row => row.Count);
        long Of(string state) => states.GetValueOrDefault(state);
        return states.Count == 0 ? null : new(states.Values.Sum(), Of("pending"), Of("downloaded") + Of("embedded"), Of("retryable") + Of("permanent"));
    }

    private const string FailedRows = """
        SELECT line, image_id, url, 'rejected' AS state, reason, detail, list, NULL AS host, NULL AS updated, NULL AS next_try FROM rejected_rows
        UNION ALL
        SELECT line, image_id, url, state, reason, detail, list, host, updated, next_try FROM images WHERE reason IS NOT NULL
        UNION ALL
        SELECT i.line, i.image_id, i.url, 'permanent', 'no_embedding', f.detail, i.list, i.host, i.updated, NULL FROM embedding_failures f JOIN images i ON i.sha256 = f.sha256 WHERE i.state IN ('downloaded', 'embedded')
        """;

    private const string Matches = "($reason IS NULL OR reason = $reason) AND ($host IS NULL OR host = $host)";

    /// <summary>How many images of the present lists are indexed although their files are damaged.</summary>
    internal long DamagedCount() => _read.Number($"SELECT COUNT(*) {FromDamaged}");

    /// <summary>The first of them in the order of their lines.</summary>
    internal IReadOnlyList<DamagedImage> Damaged(int limit) => _read.Read(
        $"SELECT i.line, i.image_id, i.url, d.detail, i.list {FromDamaged} ORDER BY i.list, i.line LIMIT $limit",
        row => new DamagedImage(row.GetInt64(0), row.GetString(1), ImageUrl.Shown(row.GetString(2)), row.GetString(3), row.GetString(4)), ("$limit", limit));

    private const string FromDamaged = "FROM damaged d JOIN images i ON i.sha256 = d.sha256 WHERE i.state IN ('downloaded', 'embedded')";

    private static FailureState FailedState(string name) => name switch
    {
        "rejected" => FailureState.Rejected,
        "retryable" => FailureState.Retryable,
        _ => FailureState.Permanent,
    };

    // Another version of the program may have had reasons that this one does not know.
    private static FailureReason Reason(string name) => FailureReasons.TryParse(name, out var reason) ? reason : FailureReason.Unexpected;

    private static Dictionary<FailureReason, long> Sums(IEnumerable<(FailureReason Reason, long Count)> rows)
    {
        var sums = new Dictionary<FailureReason, long>();
        foreach (var (reason, count) in rows)
            sums[reason] = sums.GetValueOrDefault(reason) + count;
        return sums;
    }
}
