namespace ImageRetrieval.LocalHosting;

/// <summary>Adds .NET projects to the application.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project; its ports and environment come from the first profile of its launchSettings.json.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        var metadata = new TProject();
        var resource = builder.AddResource(new ProjectResource(name)).WithAnnotation<IProjectMetadata>(metadata);
        if (LaunchProfile.Read(metadata.ProjectPath) is not { } profile)
            return resource;

        resource.WithAnnotation(new LaunchProfileAnnotation(profile));
        foreach (var url in profile.Urls.DistinctBy(url => url.Scheme))
            resource.WithAnnotation(new EndpointAnnotation(url.Scheme, url.Scheme, url.Port == 0 ? null : url.Port));
        return resource;
    }

    /// <summary>Runs several processes of the project; callers are led to one of them by chance.</summary>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(replicas, 100);
        return builder.WithAnnotation(new ReplicaAnnotation(replicas));
    }
}
