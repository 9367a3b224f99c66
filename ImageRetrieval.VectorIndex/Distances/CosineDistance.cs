using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ImageRetrieval.VectorIndex;

/// <summary>Common to both metrics: the conversion of an inner product to a distance (1 - cosine, 0..2), and prefetching of rows.</summary>
internal static unsafe class CosineDistance
{
    private const int LineBytes = 64;

    // Due to rounding, the product of two unit vectors can exceed 1 or -1 by an ulp or two, and by more with codes. Candidate
    // relies on distances that are never negative.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FromDot(float dot) => MathF.Min(2f, MathF.Max(0f, 1f - dot));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(void* row, int bytes)
    {
        if (!Sse.IsSupported)
            return;
        byte* line = (byte*)row, end = line + bytes;
        for (; line < end; line += LineBytes)
            Sse.Prefetch0(line);
    }
}
