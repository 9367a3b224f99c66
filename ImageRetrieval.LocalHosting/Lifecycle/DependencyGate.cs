namespace ImageRetrieval.LocalHosting.Lifecycle;

/// <summary>Holds a resource back until what it waits for is there.</summary>
internal sealed class DependencyGate(ResourceNotificationService states)
{
    /// <returns>Null when all is there; else why it never will be.</returns>
    public async Task<string?> WaitAsync(IResource resource, string name, CancellationToken cancellationToken)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().ToList();
        while (true)
        {
            var changed = states.Changed.Next;
            waits.RemoveAll(wait => states.Replicas(wait.Resource.Name).All(dependency => IsMet(wait, dependency)));
            if (waits.Count == 0)
                return null;
            if (waits.SelectMany(wait => states.Replicas(wait.Resource.Name).Select(dependency => Impossible(wait, dependency))).FirstOrDefault(reason => reason is not null) is { } reason)
                return reason;
            var missing = string.Join(", ", waits.Select(wait => wait.Resource.Name));
            states.Update(name, snapshot => snapshot with { State = KnownResourceStates.Waiting, StateReason = $"waits for {missing}" });
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsMet(WaitAnnotation wait, ResourceSnapshot dependency) => wait.WaitType switch
    {
        WaitType.WaitForCompletion => dependency.IsFinal && dependency.ExitCode == wait.ExitCode,
        WaitType.WaitUntilStarted => dependency.State == KnownResourceStates.Running,
        _ => dependency.IsReady,
    };

    private static string? Impossible(WaitAnnotation wait, ResourceSnapshot dependency)
    {
        if (!dependency.IsFinal)
            return null;
        if (dependency.ExitCode is not { } exitCode)
            return $"'{dependency.Name}' did not start";
        return wait.WaitType == WaitType.WaitForCompletion
            ? $"'{dependency.Name}' ended with exit code {exitCode}, not {wait.ExitCode}"
            : $"'{dependency.Name}' ended (exit code {exitCode}) before it was healthy";
    }
}
