namespace ImageRetrieval.Worker.UrlList;

/// <summary>Paths of this machine as URLs.</summary>
internal static class FileUrl
{
    /// <summary>
    /// The file:/// URL of a path, of which <see cref="Uri.LocalPath"/> is the path again. <see cref="Uri"/> alone takes some
    /// names for others: those with a backslash, say.
    /// </summary>
    internal static string Of(string fullPath)
    {
        var usual = new Uri(fullPath).AbsoluteUri;
        return new Uri(usual).LocalPath == fullPath ? usual : "file://" + string.Join('/', fullPath.Split('/').Select(Uri.EscapeDataString));
    }
}
