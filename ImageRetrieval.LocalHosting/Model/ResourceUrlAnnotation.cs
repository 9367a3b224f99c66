namespace ImageRetrieval.LocalHosting;

/// <summary>An address that people open, and what it is for.</summary>
public sealed class ResourceUrlAnnotation : IResourceAnnotation
{
    public required string Url { get; set; }

    public string? DisplayText { get; set; }
}
