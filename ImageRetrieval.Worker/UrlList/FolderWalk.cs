using System.Globalization;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.Ingest;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>All pictures below a folder, one folder after the other: entries that cannot be read are reported, and the next is read.</summary>
internal sealed class FolderWalk(string root, OwnFolder own)
{
    private static readonly HashSet<string> s_endings = new(StringComparer.OrdinalIgnoreCase) { ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".avif" };

    // What .NET substitutes for bytes that are not UTF-8.
    private const char Replacement = '\uFFFD';

    private static readonly EnumerationOptions s_everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <exception cref="UrlListException">The folder itself cannot be read, or is empty.</exception>
    internal IEnumerable<FolderEntry> Entries()
    {
        var folders = new Stack<string>([root]);
        while (folders.TryPop(out var folder))
        {
            foreach (var entry in Entries(folder, folders))
                yield return entry;
        }
    }

    private IEnumerable<FolderEntry> Entries(string folder, Stack<string> folders)
    {
        var (names, trouble, anyUnnamed, isEmpty) = (Names(folder).GetEnumerator(), default(string), false, true);
        using (names)
        {
            while (TryNext(names, folder, out trouble))
            {
                isEmpty = false;
                anyUnnamed |= names.Current.Contains(Replacement, StringComparison.Ordinal);
                if (Judge(Path.Combine(folder, names.Current), names.Current, folders) is { } entry)
                    yield return entry;
            }
        }
        // The mount point of a disk that is not mounted looks like this, and its pictures are not gone.
        if (isEmpty && folder == root)
            throw new UrlListException($"The folder '{root}' is empty. Mount its disk, put pictures into it, or remove it from the sources; the images found earlier are kept.");
        if (trouble is not null)
            yield return new FolderEntry(folder, "", $"cannot be read: {trouble} The images found in it earlier are kept.", IsFolder: true);
        // .NET cannot open such a name: its bytes are read from the system.
        if (anyUnnamed)
        {
            foreach (var entry in Unnamed(folder))
                yield return entry;
        }
    }

    private static IEnumerable<string> Names(string folder)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", s_everything))
            yield return Path.GetFileName(path);
    }

    /// <returns>False at the end, with a problem when the folder could not be read to its end.</returns>
    private bool TryNext(IEnumerator<string> names, string folder, out string? trouble)
    {
        trouble = null;
        try
        {
            return names.MoveNext();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (folder == root)
                throw new UrlListException($"The folder '{root}' cannot be read: {error.Message} The images found in it earlier are kept.", error);
            trouble = error.Message;
            return false;
        }
    }

    /// <summary>The entry; null when it is not a picture. Folders are remembered for later.</summary>
    private FolderEntry? Judge(string path, string name, Stack<string> folders)
    {
        if (name.StartsWith('.') || own.Holds(path))
            return null;
        try
        {
            var file = new FileInfo(path);
            // A name that is not UTF-8 exists only under its bytes.
            if ((int)file.Attributes == -1 || (file.Attributes & (FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint)) != 0)
                return null;
            if ((file.Attributes & FileAttributes.Directory) != 0)
                folders.Push(path);
            else if (s_endings.Contains(file.Extension))
                return FileStatus.Special(path) is { } special ? new FolderEntry(path, "", $"is {special}, not a picture.") : new FolderEntry(path, VersionOf(file));
            return null;
        }
        catch (FileNotFoundException)
        {
            // It was removed while the folder was read.
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Only its name is known.
            return new FolderEntry(path, "", $"cannot be read: {error.Message}", IsFolder: !s_endings.Contains(Path.GetExtension(name)));
        }
    }

    private static IEnumerable<FolderEntry> Unnamed(string folder) =>
        from name in RawNames.NotUtf8(folder)
        where name.IsFolder || s_endings.Contains(Path.GetExtension(name.Escaped))
        select new FolderEntry(Path.Combine(folder, name.Escaped), "", "has a name that is not UTF-8: rename it to have it read.", name.IsFolder);

    private static string VersionOf(FileInfo file) => string.Create(CultureInfo.InvariantCulture, $"{file.Length}-{file.LastWriteTimeUtc.Ticks}");
}
