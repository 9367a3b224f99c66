using System.Runtime.InteropServices;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>Pipes, sockets and devices have names as files have, but opening one may wait for ever and reading it may never end.</summary>
internal static partial class SpecialFile
{
    // The layout of struct statx is the same on every processor: the mode is 16 bits at byte 28.
    private const int StatxBytes = 256;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;
    private const int CurrentFolder = -100;
    private const uint WantType = 1;

    /// <summary>What it is, for a sentence; null when it is an ordinary file, a folder, or not there. Links are followed.</summary>
    internal static string? Describe(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        Span<byte> answer = stackalloc byte[StatxBytes];
        if (Statx(CurrentFolder, path, 0, WantType, ref MemoryMarshal.GetReference(answer)) != 0)
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

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte answer);
}
