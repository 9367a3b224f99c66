using System.Runtime.Intrinsics;

namespace ImageRetrieval.VectorIndex;

/// <summary>128-bit vectors: the four codes of eight nodes are shifted out of their 16 bits and multiplied.</summary>
internal static unsafe class NeighborSums128
{
    private const int Step = 8;

    public static void Of(byte* codes, short* numbers, int components, short* sums)
    {
        Vector128<short> half = Vector128.Create((short)15);
        for (int first = 0; first < NeighborBlock.Nodes; first += Step)
        {
            Vector128<short> low = default, high = default;
            byte* row = codes + (2 * first);
            for (int i = 0; i < components; i += NeighborBlock.RowComponents, row += NeighborBlock.RowBytes)
            {
                Vector128<short> four = Vector128.Load((short*)row);
                low += ((four & half) * numbers[i]) + (((four >>> 8) & half) * numbers[i + 1]);
                high += (((four >>> 4) & half) * numbers[i + 2]) + ((four >>> 12) * numbers[i + 3]);
            }

            (low + high).Store(sums + first);
        }
    }
}
