namespace ImageRetrieval.LocalHosting.Tests;

internal static class ChildResources
{
    /// <summary>The test service as a resource with a health check.</summary>
    public static IResourceBuilder<ProjectResource> AddChild(this IDistributedApplicationBuilder builder, string name, params string[] args) =>
        builder.AddProject<Projects.ImageRetrieval_LocalHosting_TestChild>(name).WithArgs(args).WithHttpHealthCheck("/health");
}
