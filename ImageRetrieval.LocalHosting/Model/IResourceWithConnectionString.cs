namespace ImageRetrieval.LocalHosting;

/// <summary>A resource that others reach by a connection string.</summary>
public interface IResourceWithConnectionString : IResource
{
    /// <summary>The value, asked for when a resource that refers to it starts.</summary>
    /// <exception cref="DistributedApplicationException">There is none.</exception>
    string ConnectionString { get; }
}
