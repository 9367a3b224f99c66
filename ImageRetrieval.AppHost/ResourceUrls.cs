namespace ImageRetrieval.AppHost;

/// <summary>How the addresses of services appear in the dashboard.</summary>
internal static class ResourceUrls
{
    /// <summary>Sets the display name of an address, and the page that it opens.</summary>
    internal static void Named(this ResourceUrlAnnotation url, string name, string path = "")
    {
        url.DisplayText = name;
        url.Url = url.Url.TrimEnd('/') + path;
    }
}
