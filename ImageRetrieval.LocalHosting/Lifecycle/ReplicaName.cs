namespace ImageRetrieval.LocalHosting.Lifecycle;

/// <summary>What the processes of a resource are called.</summary>
internal static class ReplicaName
{
    /// <summary>The resource's own name; with several replicas "api-1", "api-2" and so on.</summary>
    public static IReadOnlyList<string> All(IResource resource)
    {
        var count = Count(resource);
        return count == 1 ? [resource.Name] : [.. Enumerable.Range(1, count).Select(number => FormattableString.Invariant($"{resource.Name}-{number}"))];
    }

    /// <summary>From 0.</summary>
    public static int Number(IResource resource, string name) => All(resource).ToList().IndexOf(name);

    public static int Count(IResource resource) => resource.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;
}
