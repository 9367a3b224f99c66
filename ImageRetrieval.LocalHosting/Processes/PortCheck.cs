namespace ImageRetrieval.LocalHosting.Processes;

/// <summary>Says which resource needs a port that is taken, before its process would fail on it.</summary>
internal static class PortCheck
{
    /// <summary>For a process that is about to start; the proxy in front of it has its own port already.</summary>
    public static void ThrowIfTaken(IResource resource, int replica)
    {
        if (Taken(resource, endpoint => endpoint.TargetPorts[replica]).FirstOrDefault() is { } message)
            throw new DistributedApplicationException(message);
    }

    public static IEnumerable<string> Taken(IResource resource) => Taken(resource, endpoint => endpoint.AllocatedPort);

    private static IEnumerable<string> Taken(IResource resource, Func<EndpointAnnotation, int> port) => resource.Annotations.OfType<EndpointAnnotation>()
        .Where(endpoint => LoopbackPort.IsTaken(port(endpoint)))
        .Select(endpoint =>
            $"Port {port(endpoint)}, which '{resource.Name}' is to listen on, is taken by another program (perhaps this application already runs): "
            + $"stop that program, or give '{resource.Name}' another port {Place(resource)}.");

    private static string Place(IResource resource)
    {
        var project = resource.Annotations.OfType<IProjectMetadata>().FirstOrDefault();
        return project is not null && resource.Annotations.OfType<LaunchProfileAnnotation>().Any()
            ? $"in {Path.GetFileName(Path.GetDirectoryName(project.ProjectPath))}/Properties/launchSettings.json (applicationUrl)"
            : "with WithHttpEndpoint(port: …)";
    }
}
