using System.Runtime.InteropServices;

namespace ImageRetrieval.Vision.Native;

/// <summary>
/// Makes glibc return large blocks to the system. By default it raises the threshold for mapping blocks individually up to
/// 32 MB over time, and the heap becomes fragmented by images of many sizes: after 20,000 images of all formats, a process that
/// needs 60 MB held 370 MB. With a fixed threshold of 1 MB it holds 62 MB.
/// </summary>
/// <remarks>
/// Up to 4 MB of free memory is kept at the end of a heap, which is what decoding a typical photo needs in small blocks: with
/// 1 MB, every image returned its memory and faulted it in again page by page, a quarter of its time.
/// </remarks>
internal static partial class CAllocator
{
    // malloc.h of glibc
    private const int TrimThreshold = -1;
    private const int MmapThreshold = -3;
    private const int Megabyte = 1 << 20;

    internal static void ReturnLargeBlocks()
    {
        // A value set in the environment takes precedence.
        if (Environment.GetEnvironmentVariable("MALLOC_MMAP_THRESHOLD_") is null)
        {
            OnGlibc(() =>
            {
                _ = mallopt(MmapThreshold, Megabyte);
                _ = mallopt(TrimThreshold, 4 * Megabyte);
            });
        }
    }

    /// <summary>
    /// Returns the free pages within the heap to the system: after a model was loaded, whose optimisation leaves holes that later
    /// blocks do not fill. MobileNetV2: 6 MB. Takes a few milliseconds.
    /// </summary>
    internal static void ReturnFreePages() => OnGlibc(() => _ = malloc_trim(0));

    private static void OnGlibc(Action call)
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            call();
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

    [LibraryImport("libc")]
    private static partial int malloc_trim(nuint kept);
}
