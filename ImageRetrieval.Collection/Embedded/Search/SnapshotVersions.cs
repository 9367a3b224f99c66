using ImageRetrieval.Collection.Embedded.Publishing;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Search;

/// <summary>Which published versions of one model may be made current, the best first.</summary>
internal sealed class SnapshotVersions(string folder, SnapshotPin pin)
{
    // By version: the stamp of what was rejected.
    private readonly Dictionary<string, string> _refused = new(StringComparer.Ordinal);

    /// <summary>The version that is current, and its stamp; null before the first.</summary>
    internal (string Version, string Stamp)? Current { get; private set; }

    /// <summary>Whether the version that should be in use is the current one: the pinned one, otherwise the newest.</summary>
    internal bool IsWantedCurrent => SnapshotFolder.Versions(folder) is [.., var newest] versions && (PinnedOf(versions) ?? newest) == Current?.Version;

    /// <summary>
    /// Versions to try: the pinned one, then newest first, without those that were refused as they are. Older ones than the current
    /// are tried only when nothing as new exists any more: the operator went back by removing it.
    /// </summary>
    internal IEnumerable<(string Version, string Path, string Stamp)> Candidates()
    {
        var versions = SnapshotFolder.Versions(folder);
        if (PinnedOf(versions) is { } pinned)
        {
            var path = Path.Combine(folder, pinned);
            var stamp = SnapshotStamp.Of(path);
            if (Current == (pinned, stamp))
                yield break;
            if (_refused.GetValueOrDefault(pinned) != stamp)
                yield return (pinned, path, stamp);
        }
        var wentBack = versions.Count > 0 && string.CompareOrdinal(versions[^1], Current?.Version) < 0;
        foreach (var version in versions.Reverse())
        {
            if (!wentBack && string.CompareOrdinal(version, Current?.Version) < 0)
                yield break;
            var path = Path.Combine(folder, version);
            var stamp = SnapshotStamp.Of(path);
            if (Current == (version, stamp))
                yield break;
            if (_refused.GetValueOrDefault(version) != stamp)
                yield return (version, path, stamp);
        }
    }

    internal void SetCurrent(string version, string stamp) => Current = (version, stamp);

    /// <summary>Nothing is retried before there is something new.</summary>
    internal void RefuseAll()
    {
        foreach (var (version, _, stamp) in Candidates())
            SetRefused(version, stamp);
    }

    internal void SetRefused(string version, string stamp) => _refused[version] = stamp;

    private string? PinnedOf(IReadOnlyList<string> versions) => pin.Read() is { } pinned && versions.Contains(pinned) ? pinned : null;
}
