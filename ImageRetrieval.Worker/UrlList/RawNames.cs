using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>Names in a folder as bytes, as Linux has them, for those that are not text.</summary>
internal static partial class RawNames
{
    // struct dirent of 64-bit Linux.
    private const int TypeOffset = 18;
    private const int NameOffset = 19;
    private const byte Folder = 4;
    private const byte Link = 10;

    /// <summary>The entries whose names are not UTF-8, with their odd bytes escaped; links and hidden ones are left out.</summary>
    internal static IReadOnlyList<(string Escaped, bool IsFolder)> NotUtf8(string folder)
    {
        var found = new List<(string, bool)>();
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
            return found;
        var directory = OpenDirectory(folder);
        if (directory == 0)
            return found;
        try
        {
            while (ReadDirectory(directory) is not 0 and var entry)
            {
                if (Read(entry) is { } name)
                    found.Add(name);
            }
        }
        finally
        {
            _ = CloseDirectory(directory);
        }
        return found;
    }

    // Valid until the next call of readdir: the name is copied at once, and ends with a zero.
    private static unsafe (string, bool)? Read(nint entry)
    {
        var type = Marshal.ReadByte(entry, TypeOffset);
        var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)entry + NameOffset);
        return type == Link || name is [(byte)'.', ..] || Utf8.IsValid(name) ? null : (Escape(name), type == Folder);
    }

    private static string Escape(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder();
        while (!name.IsEmpty)
        {
            var isText = Rune.DecodeFromUtf8(name, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            _ = isText ? text.Append(rune.ToString()) : text.Append(CultureInfo.InvariantCulture, $"\\x{name[0]:X2}");
            name = name[(isText ? length : 1)..];
        }
        return text.ToString();
    }

    [LibraryImport("libc", EntryPoint = "opendir", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint OpenDirectory(string folder);

    [LibraryImport("libc", EntryPoint = "readdir")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint ReadDirectory(nint directory);

    [LibraryImport("libc", EntryPoint = "closedir")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CloseDirectory(nint directory);
}
