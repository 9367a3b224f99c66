namespace ImageRetrieval.LocalHosting;

/// <summary>A port that a resource listens on.</summary>
public sealed class EndpointAnnotation(string name, string uriScheme, int? port = null, int? targetPort = null, bool isProxied = true)
    : IResourceAnnotation
{
    public string Name { get; } = name;

    public string UriScheme { get; } = uriScheme;

    /// <summary>The port that callers use; null: any free one.</summary>
    public int? Port { get; set; } = port;

    /// <summary>The port that the process itself listens on, where that is to differ.</summary>
    public int? TargetPort { get; set; } = targetPort;

    /// <summary>Whether callers may be led through a proxy. There is none yet: the process listens on <see cref="Port"/>.</summary>
    public bool IsProxied { get; set; } = isProxied;

    /// <summary>Whether people use it, and not only other resources.</summary>
    public bool IsExternal { get; set; }

    /// <summary>The port in use, decided when the application starts; 0 before.</summary>
    internal int AllocatedPort { get; set; }

    internal string Url => FormattableString.Invariant($"{UriScheme}://localhost:{AllocatedPort}");
}
