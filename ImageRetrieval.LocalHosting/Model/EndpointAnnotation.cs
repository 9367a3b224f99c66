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

    /// <summary>Whether callers may be led through a proxy. There is one for replicas, and where <see cref="TargetPort"/> differs from <see cref="Port"/>.</summary>
    public bool IsProxied { get; set; } = isProxied;

    /// <summary>Whether people use it, and not only other resources.</summary>
    public bool IsExternal { get; set; }

    /// <summary>The port in use, decided when the application starts; 0 before.</summary>
    internal int AllocatedPort { get; set; }

    /// <summary>The port of each process, in the order of the replicas; the allocated one where there is no proxy.</summary>
    internal IReadOnlyList<int> TargetPorts { get; set; } = [];

    internal bool HasProxy => TargetPorts.Count > 0 && TargetPorts[0] != AllocatedPort;

    /// <summary>The address of one process, where callers go through the proxy to <see cref="Url"/>.</summary>
    internal string TargetUrl(int replica) => FormattableString.Invariant($"{UriScheme}://localhost:{(TargetPorts.Count > 0 ? TargetPorts[replica] : AllocatedPort)}");

    internal string Url => FormattableString.Invariant($"{UriScheme}://localhost:{AllocatedPort}");
}
