using System.Runtime.ConstrainedExecution;
using System.Runtime.InteropServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>A zeroed block of any length outside the managed heap, at a fixed address; freed when it is no longer reachable.</summary>
/// <remarks>
/// Blocks of a few megabytes use huge pages if the system supports them: a search accesses rows all over a block, and with 4 kB
/// pages nearly every access needs a page table walk.
/// The pointer is valid while this object is reachable; code that uses it must end with <see cref="GC.KeepAlive"/>.
/// </remarks>
internal sealed unsafe class AlignedMemory : CriticalFinalizerObject
{
    public const int Alignment = 128;

    private readonly long _pressure;

    public AlignedMemory(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        Bytes = bytes;
        long whole = Math.Max(Alignment, (bytes + Alignment - 1) / Alignment * Alignment);
        bool large = whole >= PageAdvice.HugePageBytes;
        Pointer = (byte*)NativeMemory.AlignedAlloc((nuint)whole, large ? (nuint)PageAdvice.HugePageBytes : Alignment);
        // Requested before the first access: pages are allocated on the first write.
        if (large)
            PageAdvice.HugePages(Pointer, whole);
        NativeMemory.Clear(Pointer, (nuint)whole);
        GC.AddMemoryPressure(whole);
        _pressure = whole;
    }

    ~AlignedMemory() => Free();

    public byte* Pointer { get; private set; }

    public long Bytes { get; }

    /// <summary>Frees the memory without waiting for the garbage collector: only if no other code has the pointer. May be called again.</summary>
    public void Free()
    {
        if (Pointer is null)
            return;
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
        if (_pressure > 0)
            GC.RemoveMemoryPressure(_pressure);
    }
}
