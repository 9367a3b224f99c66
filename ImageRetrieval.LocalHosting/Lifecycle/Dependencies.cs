namespace ImageRetrieval.LocalHosting.Lifecycle;

/// <summary>Who needs whom, for the order of stopping and against circles.</summary>
internal static class Dependencies
{
    /// <summary>The resources that one waits for or refers to.</summary>
    public static IReadOnlyList<IResource> Of(IResource resource) =>
    [
        .. resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource)
            .Concat(resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(relationship => relationship.Resource))
            .Where(other => other != resource)
            .Distinct(),
    ];

    public static void ThrowIfCircular(IEnumerable<IResource> resources)
    {
        var done = new HashSet<IResource>();
        foreach (var resource in resources)
            Visit(resource, [], done);
    }

    /// <summary>Resources, each before those that it depends on; an edge that closes a circle of references is ignored.</summary>
    public static IReadOnlyList<IResource> DependentsFirst(IEnumerable<IResource> resources)
    {
        var order = new List<IResource>();
        var seen = new HashSet<IResource>();
        foreach (var resource in resources)
            Add(resource, seen, order);
        order.Reverse();
        return order;
    }

    private static void Add(IResource resource, HashSet<IResource> seen, List<IResource> order)
    {
        if (!seen.Add(resource))
            return;
        foreach (var dependency in Of(resource))
            Add(dependency, seen, order);
        order.Add(resource);
    }

    private static void Visit(IResource resource, List<IResource> path, HashSet<IResource> done)
    {
        if (path.Contains(resource))
            throw new DistributedApplicationException(
                $"Resources wait for each other in a circle: {string.Join(" → ", path.Append(resource).Select(item => item.Name))}. Remove one WaitFor.");
        if (!done.Add(resource))
            return;
        foreach (var wait in resource.Annotations.OfType<WaitAnnotation>())
            Visit(wait.Resource, [.. path, resource], done);
    }
}
