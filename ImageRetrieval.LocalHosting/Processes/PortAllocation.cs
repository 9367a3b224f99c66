using ImageRetrieval.LocalHosting.Lifecycle;

namespace ImageRetrieval.LocalHosting.Processes;

/// <summary>Decides the port of every endpoint, before anything starts.</summary>
internal static class PortAllocation
{
    public static void Allocate(IEnumerable<IResource> resources, bool randomize)
    {
        var ownerByPort = new Dictionary<int, string>();
        foreach (var resource in resources)
        {
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            {
                var wanted = randomize ? null : endpoint.Port ?? endpoint.TargetPort;
                endpoint.AllocatedPort = wanted ?? Free(ownerByPort);
                if (!ownerByPort.TryAdd(endpoint.AllocatedPort, resource.Name))
                    throw new DistributedApplicationException(
                        $"'{ownerByPort[endpoint.AllocatedPort]}' and '{resource.Name}' are both to listen on port {endpoint.AllocatedPort}: give one of them another port.");
                endpoint.TargetPorts = Targets(resource, endpoint, randomize, ownerByPort);
            }
        }
    }

    // One process listens itself, without a hop, unless the model gives it a port of its own.
    private static int[] Targets(IResource resource, EndpointAnnotation endpoint, bool randomize, Dictionary<int, string> used)
    {
        var replicas = ReplicaName.Count(resource);
        var fixedTarget = randomize || endpoint.Port is null ? null : endpoint.TargetPort;
        if (replicas > 1 && !endpoint.IsProxied)
            throw new DistributedApplicationException(
                $"'{resource.Name}' has {replicas} replicas, which cannot all listen on port {endpoint.AllocatedPort}: leave out isProxied: false, or the replicas.");
        if (replicas == 1 && (!endpoint.IsProxied || fixedTarget is null || fixedTarget == endpoint.AllocatedPort))
            return [endpoint.AllocatedPort];
        if (replicas == 1 && used.TryAdd(fixedTarget!.Value, resource.Name))
            return [fixedTarget.Value];
        var targets = new int[replicas];
        for (var index = 0; index < replicas; index++)
        {
            targets[index] = Free(used);
            used[targets[index]] = resource.Name;
        }

        return targets;
    }

    private static int Free(Dictionary<int, string> used)
    {
        int port;
        do
            port = LoopbackPort.FindFree();
        while (used.ContainsKey(port));
        return port;
    }
}
