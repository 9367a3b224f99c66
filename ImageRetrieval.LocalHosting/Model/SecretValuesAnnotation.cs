namespace ImageRetrieval.LocalHosting;

/// <summary>Values of the resource that must not be shown.</summary>
internal sealed class SecretValuesAnnotation(Func<IEnumerable<string>> values) : IResourceAnnotation
{
    public Func<IEnumerable<string>> Values { get; } = values;
}
