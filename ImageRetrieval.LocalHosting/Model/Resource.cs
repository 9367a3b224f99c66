namespace ImageRetrieval.LocalHosting;

/// <summary>Name and annotations: what all resources have.</summary>
public abstract class Resource : IResource
{
    protected Resource(string name)
    {
        ResourceName.Check(name);
        Name = name;
    }

    public string Name { get; }

    public ResourceAnnotationCollection Annotations { get; } = [];
}
