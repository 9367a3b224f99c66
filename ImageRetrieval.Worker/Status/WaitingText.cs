using System.Globalization;
using ImageRetrieval.Worker.Download;

namespace ImageRetrieval.Worker.Status;

/// <summary>Describes in a sentence what a pass is waiting for when nothing else is left to do.</summary>
internal static class WaitingText
{
    private const int MostHosts = 2;

    /// <param name="left">Rows that are not finished.</param>
    /// <param name="slow">The hosts of the downloads that have been running for some time, one entry each.</param>
    /// <param name="hosts">The hosts of the pass.</param>
    /// <param name="now">The moment.</param>
    /// <returns>Null when it waits for none of these.</returns>
    internal static string? Of(long left, IReadOnlyList<string> slow, IReadOnlyList<HostProgress> hosts, DateTimeOffset now)
    {
        if (slow.Count > 0)
        {
            var behind = Math.Max(0, left - slow.Count);
            return Text($"Waiting for {slow.Count} slow {(slow.Count == 1 ? "download" : "downloads")} ({Names(slow)}){(behind == 0 ? "" : Text($"; {behind} more {(behind == 1 ? "image follows" : "images follow")}"))}.");
        }
        var later = hosts.Where(host => host.NextTry > now && host.Left > 0).ToList();
        if (later.Count == 0)
            return null;
        var seconds = Math.Ceiling((later.Min(host => host.NextTry!.Value) - now).TotalSeconds);
        return Text($"Waiting {seconds} s to retry {left} {(left == 1 ? "download" : "downloads")} ({Names(later.Select(host => host.Host))}).");
    }

    private static string Names(IEnumerable<string> hosts)
    {
        var names = hosts.CountBy(host => host.Length == 0 ? "files" : host).OrderByDescending(host => host.Value).ThenBy(host => host.Key, StringComparer.Ordinal).Select(host => host.Key).ToList();
        var shown = string.Join(", ", names.Take(MostHosts));
        return names.Count <= MostHosts ? shown : Text($"{shown} and {names.Count - MostHosts} more");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
