using System.Runtime.ConstrainedExecution;
using System.Runtime.InteropServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>A zeroed block of any length outside the managed heap, that never moves; freed when it is no longer reachable.</summary>
/// <remarks>
/// Blocks of a few megabytes lie on huge pages where the system has them: a search touches rows all over a block, and
/// with 4 kB pages nearly every one costs a walk through the page tables.
/// The pointer is valid while this object is reachable; who computes with it ends with <see cref="GC.KeepAlive"/>.
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
        // Asked for before the first touch: pages are given out at their first write.
        if (large)
            PageAdvice.HugePages(Pointer, whole);
        NativeMemory.Clear(Pointer, (nuint)whole);
        GC.AddMemoryPressure(whole);
        _pressure = whole;
    }

    ~AlignedMemory() => Free();

    public byte* Pointer { get; private set; }

    public long Bytes { get; }

    /// <summary>Gives the memory back without waiting for the collector: only where nobody else can have the pointer. May be called again.</summary>
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
