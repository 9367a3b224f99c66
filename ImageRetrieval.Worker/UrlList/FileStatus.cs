using System.Runtime.InteropServices;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>What Linux knows about a file beyond what .NET shows: its kind and its identity.</summary>
internal static partial class FileStatus
{
    // The layout of struct statx is the same on every processor.
    private const int StatxBytes = 256;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int BirthOffset = 80;
    private const int BirthBytes = 12;
    private const int TypeMask = 0xF000;
    private const int CurrentFolder = -100;
    private const uint TypeInodeAndBirth = 1 | 0x100 | 0x800;

    /// <summary>
    /// What it is when it is neither a file nor a folder, for a sentence: pipes, sockets and devices have names like files, but
    /// opening one may block forever and reading it may never end. Null otherwise, and when it does not exist. Links are followed.
    /// </summary>
    internal static string? Special(string path)
    {
        Span<byte> answer = stackalloc byte[StatxBytes];
        if (!TryAsk(path, answer))
            return null;
        return (MemoryMarshal.Read<ushort>(answer[ModeOffset..]) & TypeMask) switch
        {
            0x1000 => "a named pipe",
            0x2000 => "a character device",
            0x6000 => "a block device",
            0xC000 => "a socket",
            _ => null,
        };
    }

    /// <summary>Differs when the file or folder at a path is no longer the same one, regardless of its content.</summary>
    internal static string Identity(string path)
    {
        Span<byte> answer = stackalloc byte[StatxBytes];
        return TryAsk(path, answer)
            ? Convert.ToHexString(answer.Slice(InodeOffset, sizeof(long))) + Convert.ToHexString(answer.Slice(BirthOffset, BirthBytes))
            : $"{Path.Exists(path)} {Directory.GetCreationTimeUtc(path).Ticks}";
    }

    private static bool TryAsk(string path, Span<byte> answer) =>
        OperatingSystem.IsLinux() && Statx(CurrentFolder, path, 0, TypeInodeAndBirth, ref MemoryMarshal.GetReference(answer)) == 0;

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte answer);
}
