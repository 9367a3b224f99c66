using System.Runtime.InteropServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>Tells the system how memory is used (Linux, madvise(2)). Only advice: everything works without it.</summary>
internal static unsafe partial class PageAdvice
{
    public const int HugePageBytes = 2 * 1024 * 1024;

    private const int MadviseDontNeed = 4;
    private const int MadviseHugePage = 14;

    /// <summary>Pages of 2 MB instead of 4 kB.</summary>
    /// <param name="start">On a page boundary.</param>
    /// <param name="bytes">Length of the block.</param>
    public static void HugePages(void* start, long bytes) => Advise(start, bytes, MadviseHugePage);

    /// <summary>The pages of a mapped file are not needed now. Never use it for memory without a file: its content would be lost.</summary>
    /// <param name="start">On a page boundary.</param>
    /// <param name="bytes">Length of the mapping.</param>
    public static void Forget(void* start, long bytes) => Advise(start, bytes, MadviseDontNeed);

    private static void Advise(void* start, long bytes, int advice)
    {
        // A kernel without huge pages returns EINVAL, which can be ignored.
        if (OperatingSystem.IsLinux())
            _ = Madvise(start, (nuint)bytes, advice);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Madvise(void* start, nuint bytes, int advice);
}
