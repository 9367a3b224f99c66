namespace ImageRetrieval.LocalHosting;

/// <summary>An edge of the dependency graph, such as "Reference".</summary>
public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    public IResource Resource { get; } = resource;

    public string Type { get; } = type;
}
