
namespace ImageRetrieval.Collection.Catalog;

/// <summary>The part of a URL by which downloads are limited and failures are counted.</summary>
public static class HostName
{
    /// <summary>Name and, unless it is the scheme's own, port; empty for anything but an http or https URL.</summary>
    public static string Of(string url) => ImageUrl.TryParse(url, out var parsed, out _) ? parsed!.Address.Authority : "";
}
