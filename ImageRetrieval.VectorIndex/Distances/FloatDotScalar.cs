namespace ImageRetrieval.VectorIndex;

/// <summary>The reference kernel: all others are tested against it, and it can be forced.</summary>
internal static unsafe class FloatDotScalar
{
    public static void Four(float* query, float* row0, float* row1, float* row2, float* row3, int paddedLength, float* results)
    {
        results[0] = One(query, row0, paddedLength);
        results[1] = One(query, row1, paddedLength);
        results[2] = One(query, row2, paddedLength);
        results[3] = One(query, row3, paddedLength);
    }

    private static float One(float* query, float* row, int paddedLength)
    {
        float sum = 0;
        for (int i = 0; i < paddedLength; i++)
            sum += query[i] * row[i];
        return sum;
    }
}
