namespace ImageRetrieval.VectorIndex;

/// <summary>Inner products of one signed 8-bit query with four rows of biased codes, as integers: all kernels give the same results.</summary>
/// <remarks>
/// A row holds c + 128 (0 to 255) where the query holds c (-127 to 127), because VNNI and maddubs multiply unsigned by signed bytes.
/// The result is the sum of (row + 128) x query; <see cref="CodeRows"/> subtracts the bias.
/// </remarks>
internal static unsafe class CodeDot
{
    /// <summary>Bytes to which a row's length is rounded up: a cache line.</summary>
    public const int RowAlignment = 64;

    public static int PaddedLength(int dimension) => (dimension + RowAlignment - 1) / RowAlignment * RowAlignment;

    // Invariant here and in the kernels: every pointer has paddedLength readable bytes, a multiple of RowAlignment; the
    // query's bytes beyond the dimension are zero. At 65,536 components the sum stays below 255 x 127 x 65,536 = 2.1e9 < 2^31.
    public static void Four(sbyte* query, byte* row0, byte* row1, byte* row2, byte* row3, int paddedLength, int* results)
    {
        if (Kernels.UsesVnni)
            CodeDotVnni.Four(query, row0, row1, row2, row3, paddedLength, results);
        else if (Kernels.UsesAvx2Codes)
            CodeDotAvx2.Four(query, row0, row1, row2, row3, paddedLength, results);
        else if (Kernels.IsVector128)
            CodeDot128.Four(query, row0, row1, row2, row3, paddedLength, results);
        else
            CodeDotScalar.Four(query, row0, row1, row2, row3, paddedLength, results);
    }
}
