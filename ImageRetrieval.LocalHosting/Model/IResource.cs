namespace ImageRetrieval.LocalHosting;

/// <summary>One part of the application that the AppHost runs.</summary>
public interface IResource
{
    string Name { get; }

    ResourceAnnotationCollection Annotations { get; }
}
