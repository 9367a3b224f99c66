using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.Download;

namespace ImageRetrieval.Worker.Publish;

/// <summary>
/// URLs as shown to clients: for a file of this machine the name of its source and the path below it, not its location on
/// the disk. User names and passwords are left out.
/// </summary>
internal sealed class PublicUrls
{
    private readonly (string Root, string Name)[] _roots;
    private readonly bool _absolute;

    /// <param name="roots">Full paths of the folders under which files may be read.</param>
    /// <param name="absolute">Whether paths are shown as they are.</param>
    internal PublicUrls(IEnumerable<string> roots, bool absolute)
    {
        _absolute = absolute;
        // The innermost folder that holds a file is the one that it belongs to.
        _roots = [.. roots.Select(Path.TrimEndingDirectorySeparator).OrderByDescending(root => root.Length).Select(root => (root + Path.DirectorySeparatorChar, Path.GetFileName(root)))];
    }

    internal string Of(string url)
    {
        if (_absolute || !FileUrl.Is(url) || !FileUrl.TryParse(url, out var path, out _))
            return ImageUrl.Shown(url);
        foreach (var (root, name) in _roots)
        {
            if (path.StartsWith(root, StringComparison.Ordinal))
                return $"{name}/{path[root.Length..].Replace(Path.DirectorySeparatorChar, '/')}";
        }
        return Path.GetFileName(path);
    }
}
