namespace ImageRetrieval.Portal.Pages;

/// <summary>Links to the Api's documentation.</summary>
internal static class ApiLinks
{
    /// <summary>The beginning of the addresses, without a slash at its end; null when the browser could not open them.</summary>
    internal static string? DocumentationOf(PortalOptions options, HttpRequest request) => options.PublicApiAddress is { } api && (!api.IsLoopback || IsLoopback(request.Host))
        ? api.ToString().TrimEnd('/')
        : null;

    // An address of this machine is of no use to a browser on another one.
    private static bool IsLoopback(HostString host) => Uri.TryCreate($"http://{host.Value}/", UriKind.Absolute, out var address) && address.IsLoopback;
}
