using System.Runtime.InteropServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>Tells the system how memory is used (Linux, madvise(2)). Advice: where it is not taken, everything works as before.</summary>
internal static unsafe partial class PageAdvice
{
    public const int HugePageBytes = 2 * 1024 * 1024;

    private const int MadviseDontNeed = 4;
    private const int MadviseHugePage = 14;

    /// <summary>Pages of 2 MB instead of 4 kB.</summary>
    /// <param name="start">On a page boundary.</param>
    /// <param name="bytes">Length of the block.</param>
    public static void HugePages(void* start, long bytes) => Advise(start, bytes, MadviseHugePage);

    /// <summary>The pages of a mapped file are not needed now. Never for memory that has no file behind it: its content would be gone.</summary>
    /// <param name="start">On a page boundary.</param>
    /// <param name="bytes">Length of the mapping.</param>
    public static void Forget(void* start, long bytes) => Advise(start, bytes, MadviseDontNeed);

    private static void Advise(void* start, long bytes, int advice)
    {
        // A kernel without huge pages answers EINVAL; there is nothing to do about that, and nothing is lost.
        if (OperatingSystem.IsLinux())
            _ = Madvise(start, (nuint)bytes, advice);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Madvise(void* start, nuint bytes, int advice);
}
