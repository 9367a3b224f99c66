using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ImageRetrieval.Worker.Ingest;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>
/// The images in a folder and all folders below it, by the endings of their names. Hidden files and links are left out. An
/// image's id is the folder's name and the path below it; its size and time of change tell whether it is still the same.
/// </summary>
internal sealed class FolderReader(string path, string dataFolder) : IImageList
{
    private static readonly HashSet<string> s_endings = new(StringComparer.OrdinalIgnoreCase) { ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".avif" };

    private static readonly EnumerationOptions s_everything = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    private readonly string _name = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(path));
    private readonly OwnFolder _own = new(dataFolder);

    public string Path => path;

    // Files come in no order, so their digests are added up.
    public ListFingerprint Fingerprint()
    {
        UInt128 sum = 0;
        foreach (var file in Files())
        {
            var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{file.FullName}\n{VersionOf(file)}"));
            sum += System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(digest);
        }
        return new(path, sum.ToString("x32", CultureInfo.InvariantCulture));
    }

    public IEnumerable<(ImageSource? Source, RejectedRow? Rejected)> Read()
    {
        var line = 0L;
        foreach (var file in Files())
            yield return ReadFile(file, ++line);
    }

    private (ImageSource?, RejectedRow?) ReadFile(FileInfo file, long line)
    {
        var below = System.IO.Path.GetRelativePath(path, file.FullName).Replace(System.IO.Path.DirectorySeparatorChar, '/');
        var folder = System.IO.Path.GetDirectoryName(below)?.Replace(System.IO.Path.DirectorySeparatorChar, '/') ?? "";
        IReadOnlyDictionary<string, string> metadata = folder.Length == 0 ? ImageSource.NoMetadata : new Dictionary<string, string> { ["folder"] = folder };
        var (source, rejected) = ListRow.Check(_name, line, new Uri(file.FullName).AbsoluteUri, $"{_name}/{below}", metadata);
        return (source is null ? null : source with { Version = VersionOf(file) }, rejected);
    }

    private IEnumerable<FileInfo> Files()
    {
        IEnumerator<FileInfo> files;
        try
        {
            files = new DirectoryInfo(path).EnumerateFiles("*", s_everything).GetEnumerator();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UrlListException($"The folder '{path}' cannot be read: {error.Message}", error);
        }
        using (files)
        {
            while (files.MoveNext())
            {
                if (s_endings.Contains(files.Current.Extension) && !_own.Holds(files.Current.FullName))
                    yield return files.Current;
            }
        }
    }

    private static string VersionOf(FileInfo file) => string.Create(CultureInfo.InvariantCulture, $"{file.Length}-{file.LastWriteTimeUtc.Ticks}");
}
