using System.Runtime.CompilerServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>
/// A zeroed, 128-byte-aligned block of any length that never moves and that the garbage collector owns:
/// nothing to dispose, and no 2 GB limit, because its elements are 128 bytes each.
/// </summary>
/// <remarks>The pointer is valid while this object is reachable; who computes with it ends with <see cref="GC.KeepAlive"/>.</remarks>
internal sealed unsafe class AlignedMemory
{
    public const int Alignment = 128;

    // Pinned for life, but the pinned heap aligns to 8 bytes only: one line more leaves room to round up.
    private readonly Line[] _lines;

    public AlignedMemory(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        Bytes = bytes;
        _lines = GC.AllocateArray<Line>(checked((int)((bytes + Alignment - 1) / Alignment + 1)), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref _lines[0]);
        Pointer = (byte*)((address + Alignment - 1) / Alignment * Alignment);
    }

    public byte* Pointer { get; }

    public long Bytes { get; }

    [InlineArray(Alignment)]
    private struct Line
    {
        private byte _first;
    }
}
