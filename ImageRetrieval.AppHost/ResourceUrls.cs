namespace ImageRetrieval.AppHost;

/// <summary>How the addresses of services appear in the dashboard.</summary>
internal static class ResourceUrls
{
    /// <summary>Names an address, and leads it to the page that a person wants first.</summary>
    public static void Named(this ResourceUrlAnnotation url, string name, string path = "")
    {
        url.DisplayText = name;
        url.Url = url.Url.TrimEnd('/') + path;
    }
}
