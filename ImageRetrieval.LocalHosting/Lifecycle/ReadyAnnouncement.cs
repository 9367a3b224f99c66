using ImageRetrieval.LocalHosting.Output;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.LocalHosting.Lifecycle;

/// <summary>Says where to go when everything is ready, and until then, from time to time, what is not.</summary>
internal sealed class ReadyAnnouncement(
    ResourceNotificationService states, ConsoleLogs logs, HostConsole console, TimeProvider time, LocalHostingOptions options, ILogger<ReadyAnnouncement> logger)
{
    private const int LinesSaid = 5;

    public async Task RunAsync(Func<string?> dashboardUrl, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var ready = AllReadyAsync(cancellationToken);
            if (await Task.WhenAny(ready, Task.Delay(options.Reminder, time, cancellationToken)).ConfigureAwait(false) == ready)
            {
                if (await ready.ConfigureAwait(false))
                    console.WriteBlock(Block(time.GetElapsedTime(start), dashboardUrl()));
                return;
            }

            cancellationToken.ThrowIfCancellationRequested();
            Log.StillStarting(logger, (int)time.GetElapsedTime(start).TotalSeconds, string.Join("; ", Missing()));
            foreach (var (name, text) in LastLines())
                console.Write(name, "  … " + text);
        }
    }

    private static bool IsDone(ResourceSnapshot snapshot) => snapshot.IsReady || snapshot is { IsFinal: true, ExitCode: 0 };

    /// <returns>False when one of them never will be.</returns>
    private async Task<bool> AllReadyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = states.Changed.Next;
            var all = states.All;
            if (all.All(IsDone))
                return true;
            if (all.Any(snapshot => snapshot.IsFinal && !IsDone(snapshot)))
                return false;
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // Of those that run and are not healthy: what they wrote last is the best hint there is.
    private IEnumerable<(string Name, string Text)> LastLines() => states.All
        .Where(snapshot => !IsDone(snapshot) && snapshot.State != KnownResourceStates.Waiting)
        .SelectMany(snapshot => logs.Read(snapshot.Name, 0, LinesSaid).Select(line => (snapshot.Name, line.Text)));

    private IEnumerable<string> Missing() => states.All.Where(snapshot => !IsDone(snapshot)).Select(snapshot =>
        $"{snapshot.Name} ({snapshot.StateReason ?? snapshot.Health?.Reason ?? snapshot.State})");

    private IEnumerable<string> Block(TimeSpan elapsed, string? dashboardUrl)
    {
        var rows = states.All
            .OrderByDescending(snapshot => snapshot.DependsOn.Count)
            .SelectMany(snapshot => snapshot.Urls.Where(url => url.IsExternal).Select(url => (snapshot.Name, url.Url, Text: url.DisplayText ?? "")))
            .ToList();
        if (dashboardUrl is not null)
            rows.Add(("dashboard", dashboardUrl, "state, health and console of every service"));
        var nameWidth = rows.Select(row => row.Name.Length).DefaultIfEmpty().Max();
        var urlWidth = rows.Select(row => row.Url.Length).Where(length => length < 40).DefaultIfEmpty().Max();

        yield return FormattableString.Invariant($"  Everything is ready ({elapsed.TotalSeconds:0.0} s).");
        yield return "";
        foreach (var (name, url, text) in rows)
            yield return $"  {name.PadRight(nameWidth)}  {url.PadRight(urlWidth)}  {text}".TrimEnd();
        yield return "";
        yield return "  Ctrl+C stops everything.";
    }
}
