namespace ImageRetrieval.LocalHosting;

/// <summary>How many processes of the resource run.</summary>
public sealed class ReplicaAnnotation(int replicas) : IResourceAnnotation
{
    public int Replicas { get; } = replicas;
}
