using System.Security.Cryptography;
using Microsoft.Extensions.FileProviders;

namespace ImageRetrieval.Portal.Assets;

/// <summary>
/// Style sheets and scripts under <c>/a/VERSION/…</c>, where the version is a digest of all of them: browsers cache them
/// permanently, and modules import each other by relative addresses without a build step.
/// </summary>
internal sealed class VersionedAssets(IWebHostEnvironment environment)
{
    private const string Prefix = "/a/";
    private const string ForGood = "public, max-age=31536000, immutable";

    private readonly string _root = Prefix + VersionOf(environment.WebRootFileProvider);

    /// <summary>The address of a file of <c>wwwroot</c>, such as <c>css/base.css</c>.</summary>
    internal string this[string path] => $"{_root}/{path}";

    /// <summary>Serves the versioned addresses; an address of an old version gets the current file, which is then not cached.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value ?? "";
        if (!path.StartsWith(Prefix, StringComparison.Ordinal) || path.IndexOf('/', Prefix.Length) is not (> 0 and var end))
            return next(context);
        var isCurrent = path[..end] == _root;
        context.Request.Path = path[end..];
        context.Response.OnStarting(() =>
        {
            if (context.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified)
                context.Response.Headers.CacheControl = isCurrent ? ForGood : "no-cache";
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static string VersionOf(IFileProvider files)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Below(files, "").OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            using var stream = file.Info.CreateReadStream();
            var bytes = new byte[file.Info.Length];
            stream.ReadExactly(bytes);
            digest.AppendData(System.Text.Encoding.UTF8.GetBytes(file.Path));
            digest.AppendData(bytes);
        }
        return Convert.ToHexStringLower(digest.GetHashAndReset())[..12];
    }

    private static IEnumerable<(string Path, IFileInfo Info)> Below(IFileProvider files, string folder) => files.GetDirectoryContents(folder)
        .SelectMany(entry => entry.IsDirectory ? Below(files, $"{folder}/{entry.Name}") : [($"{folder}/{entry.Name}", entry)]);
}
