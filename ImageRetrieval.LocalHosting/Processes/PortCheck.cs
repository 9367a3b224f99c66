namespace ImageRetrieval.LocalHosting.Processes;

/// <summary>Says which resource needs a port that is taken, before its process would fail on it.</summary>
internal static class PortCheck
{
    public static void ThrowIfTaken(IResource resource)
    {
        if (Taken(resource).FirstOrDefault() is { } message)
            throw new DistributedApplicationException(message);
    }

    public static IEnumerable<string> Taken(IResource resource) => resource.Annotations.OfType<EndpointAnnotation>()
        .Where(endpoint => LoopbackPort.IsTaken(endpoint.AllocatedPort))
        .Select(endpoint =>
            $"Port {endpoint.AllocatedPort}, which '{resource.Name}' is to listen on, is taken by another program (perhaps this application already runs): "
            + $"stop that program, or give '{resource.Name}' another port {Place(resource)}.");

    private static string Place(IResource resource)
    {
        var project = resource.Annotations.OfType<IProjectMetadata>().FirstOrDefault();
        return project is not null && resource.Annotations.OfType<LaunchProfileAnnotation>().Any()
            ? $"in {Path.GetFileName(Path.GetDirectoryName(project.ProjectPath))}/Properties/launchSettings.json (applicationUrl)"
            : "with WithHttpEndpoint(port: …)";
    }
}
