using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Ingest;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>
/// The images in a folder and all folders below it, by the endings of their names. Hidden files and links are left out. An
/// image's id is the folder's name and the path below it; its size and modification time show whether it is still the same. An
/// entry that cannot be read has its own reason and does not hide others.
/// </summary>
internal sealed class FolderReader(string path, string dataFolder) : IImageList
{
    // Increased when folders are read in another way.
    private const string ReaderVersion = "2";

    private readonly string _name = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(path));
    private readonly FolderWalk _walk = new(path, new OwnFolder(dataFolder));

    public string Path => path;

    // Entries have no order, so their digests are added up.
    public ListFingerprint Fingerprint()
    {
        UInt128 sum = 0;
        foreach (var entry in _walk.Entries())
        {
            var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{entry.FullPath}\n{entry.Version}{entry.Trouble}"));
            sum += System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(digest);
        }
        return new(path, $"{ReaderVersion}:{sum.ToString("x32", CultureInfo.InvariantCulture)}");
    }

    public IEnumerable<(ImageSource? Source, RejectedRow? Rejected)> Read()
    {
        var (row, line) = (new ListRow(_name), 0L);
        foreach (var entry in _walk.Entries())
            yield return ReadEntry(row, entry, ++line);
    }

    private (ImageSource?, RejectedRow?) ReadEntry(ListRow row, FolderEntry entry, long line)
    {
        var below = System.IO.Path.GetRelativePath(path, entry.FullPath).Replace(System.IO.Path.DirectorySeparatorChar, '/');
        var id = $"{_name}/{below}";
        if (entry.Trouble is { } trouble)
        {
            return (null, new RejectedRow(line, id, "", FailureReason.UnreadableEntry, $"{(entry.IsFolder ? "The folder" : "The file")} '{id}' {trouble}")
            {
                List = _name,
                KeepsBelow = entry.IsFolder ? id + "/" : null,
            });
        }
        var folder = System.IO.Path.GetDirectoryName(below)?.Replace(System.IO.Path.DirectorySeparatorChar, '/') ?? "";
        IReadOnlyDictionary<string, string> metadata = folder.Length == 0 ? ImageSource.NoMetadata : new Dictionary<string, string> { ["folder"] = folder };
        var (source, rejected) = row.Check(line, FileUrl.Of(entry.FullPath), id, metadata);
        return (source is null ? null : source with { Version = entry.Version }, rejected);
    }
}
