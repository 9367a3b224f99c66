namespace ImageRetrieval.LocalHosting;

/// <summary>A value from outside of the model.</summary>
public class ParameterResource(string name, Func<string> valueGetter, bool secret = false) : Resource(name), IResourceWithoutLifetime
{
    /// <summary>Whether the value must not be shown.</summary>
    public bool Secret { get; } = secret;

    /// <exception cref="DistributedApplicationException">There is none; the message says where to set it.</exception>
    public string Value => valueGetter();
}
