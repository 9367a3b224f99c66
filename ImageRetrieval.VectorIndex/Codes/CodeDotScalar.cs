namespace ImageRetrieval.VectorIndex;

/// <summary>The reference kernel.</summary>
internal static unsafe class CodeDotScalar
{
    public static void Four(sbyte* query, byte* row0, byte* row1, byte* row2, byte* row3, int paddedLength, int* results)
    {
        results[0] = One(query, row0, paddedLength);
        results[1] = One(query, row1, paddedLength);
        results[2] = One(query, row2, paddedLength);
        results[3] = One(query, row3, paddedLength);
    }

    private static int One(sbyte* query, byte* row, int paddedLength)
    {
        int sum = 0;
        for (int i = 0; i < paddedLength; i++)
            sum += query[i] * row[i];
        return sum;
    }
}
