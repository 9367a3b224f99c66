using System.Runtime.InteropServices;

namespace ImageRetrieval.Vision.Native;

/// <summary>
/// Makes glibc give large blocks back. By default it raises the size from which a block is mapped by itself up to 32 MB
/// as blocks come and go, and the heap keeps what images of many sizes leave between each other: after 20,000 images of
/// all formats 370 MB stayed in a process that needs 60. With a fixed size of 1 MB it is 62 MB.
/// </summary>
/// <remarks>
/// What is free at a heap's end may stay up to 4 MB, which is what the decoding of a usual photo takes in small blocks:
/// at 1 MB every image gave its memory back and took it again page by page, a quarter of its time.
/// </remarks>
internal static partial class CAllocator
{
    // malloc.h of glibc
    private const int TrimThreshold = -1;
    private const int MmapThreshold = -3;
    private const int Megabyte = 1 << 20;

    internal static void ReturnLargeBlocks()
    {
        // Whoever has set it in the environment knows better.
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("MALLOC_MMAP_THRESHOLD_") is not null)
            return;
        try
        {
            _ = mallopt(MmapThreshold, Megabyte);
            _ = mallopt(TrimThreshold, 4 * Megabyte);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library (musl), which returns large blocks anyway.
        }
        catch (DllNotFoundException)
        {
            // As above, under another file name.
        }
    }

    [LibraryImport("libc")]
    private static partial int mallopt(int parameter, int value);
}
