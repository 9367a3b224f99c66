namespace ImageRetrieval.VectorIndex;

/// <summary>The reference kernel.</summary>
internal static unsafe class NeighborSumsScalar
{
    public static void Of(byte* codes, short* numbers, int components, short* sums)
    {
        for (int place = 0; place < NeighborBlock.Nodes; place++)
        {
            int sum = 0;
            byte* pair = codes + (2 * place);
            for (int i = 0; i < components; i += NeighborBlock.RowComponents, pair += NeighborBlock.RowBytes)
                sum += (numbers[i] * (pair[0] & 15)) + (numbers[i + 1] * (pair[1] & 15)) + (numbers[i + 2] * (pair[0] >> 4)) + (numbers[i + 3] * (pair[1] >> 4));
            sums[place] = (short)sum;
        }
    }
}
