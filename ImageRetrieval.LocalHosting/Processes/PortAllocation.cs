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
            }
        }
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
