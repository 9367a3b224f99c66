namespace ImageRetrieval.LocalHosting;

/// <summary>A resource that is a value: nothing of it is started or stopped.</summary>
public interface IResourceWithoutLifetime : IResource;
