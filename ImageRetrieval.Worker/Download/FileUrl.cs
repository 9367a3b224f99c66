using System.Text.RegularExpressions;
using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.Download;

/// <summary>The forms in which a list may name a file of this machine (RFC 8089): <c>file:///p</c>, <c>file:/p</c>, <c>file://localhost/p</c>, and a bare path.</summary>
internal static partial class FileUrl
{
    /// <summary>Whether this names a file, of this machine or of another.</summary>
    internal static bool Is(string text)
    {
        var url = ImageUrl.Clean(text);
        return url.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || IsPath(url);
    }

    /// <summary>The path of the file.</summary>
    /// <param name="text">As in the list.</param>
    /// <param name="path">Empty when there is none.</param>
    /// <param name="problem">What is wrong, in a sentence; empty when nothing is.</param>
    internal static bool TryParse(string text, out string path, out string problem)
    {
        var url = ImageUrl.Clean(text);
        (path, problem) = ("", "");
        if (IsPath(url))
        {
            path = new Uri(url).LocalPath;
            return true;
        }
        var match = Form().Match(url);
        if (!match.Success)
            problem = "The file URL has no absolute path: write it as file:///folder/image.jpg.";
        else if (match.Groups["host"].Value is { Length: > 0 } host && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            problem = $"The URL names a file of the host '{host[(host.LastIndexOf('@') + 1)..]}'; only files of this machine are read, as file:///folder/image.jpg.";
        else if (Uri.TryCreate("file://" + match.Groups["path"].Value, UriKind.Absolute, out var uri) && !uri.IsUnc)
            path = uri.LocalPath;
        else
            problem = "The path of the file URL cannot be read: write it as file:///folder/image.jpg.";
        return problem.Length == 0;
    }

    /// <summary>
    /// The file:/// URL of a path, which leads back to the same path. <see cref="Uri"/> alone misreads some names, such as those
    /// with a backslash.
    /// </summary>
    internal static string Of(string fullPath)
    {
        var usual = new Uri(fullPath).AbsoluteUri;
        return new Uri(usual).LocalPath == fullPath ? usual : "file://" + string.Join('/', fullPath.Split('/').Select(Uri.EscapeDataString));
    }

    private static bool IsPath(string url) =>
        !url.StartsWith("//", StringComparison.Ordinal) && Path.IsPathFullyQualified(url) && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri is { IsFile: true, IsUnc: false };

    [GeneratedRegex("^file:(?://(?<host>[^/]*)(?<path>/.*)|(?<path>/(?!/).*))$", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
