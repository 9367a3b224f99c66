using System.Runtime.CompilerServices;

namespace ImageRetrieval.AppHost;

/// <summary>Reports services that exited unexpectedly, with their last output, on the console, where users look first.</summary>
internal sealed class ServiceFailures(ResourceNotificationService resources, ResourceLoggerService logs)
{
    private const int LastLines = 6;

    /// <summary>A report for each service that exits, until the application stops.</summary>
    internal async IAsyncEnumerable<string> ReadAsync([EnumeratorCancellation] CancellationToken token)
    {
        var ended = new HashSet<string>();
        await foreach (var change in resources.WatchAsync(token))
        {
            if (change.Resource is not ProjectResource)
                continue;
            if (!HasEnded(change.Snapshot))
                ended.Remove(change.ResourceId);
            else if (ended.Add(change.ResourceId))
                yield return await DescribeAsync(change, token);
        }
    }

    private static bool HasEnded(CustomResourceSnapshot snapshot) =>
        snapshot.State?.Text is { } state && KnownResourceStates.TerminalStates.Contains(state);

    private async Task<string> DescribeAsync(ResourceEvent change, CancellationToken token)
    {
        var lines = new List<string>();
        await foreach (var batch in logs.GetAllAsync(change.Resource).WithCancellation(token))
            lines.AddRange(batch.Select(line => line.Content));
        var exit = change.Snapshot.ExitCode is { } code ? $" with code {code}" : "";
        return string.Join(Environment.NewLine + "    ", lines.TakeLast(LastLines).Prepend($"The service '{change.Resource.Name}' exited{exit}. Restart it from the dashboard. Its last output:"));
    }
}
