namespace ImageRetrieval.VectorIndex;

/// <summary>Inner products of one float32 row with four others.</summary>
/// <remarks>
/// Rows are padded with zeros to a multiple of <see cref="RowAlignment"/> floats, so kernels need no tail. There is only this
/// one kernel shape: a pair of rows has a bit-identical distance wherever it is computed. Ties remain ties, and exact search and
/// graph search agree.
/// </remarks>
internal static unsafe class FloatDot
{
    /// <summary>Floats to which a row's length is rounded up: two 512-bit vectors, 128 bytes.</summary>
    public const int RowAlignment = 32;

    public static int PaddedLength(int dimension) => (dimension + RowAlignment - 1) / RowAlignment * RowAlignment;

    /// <summary>Four rows per step share the query's registers: about half the cost of four single rows.</summary>
    // Invariant here and in the kernels: every pointer has paddedLength readable floats, a multiple of RowAlignment.
    public static void Four(float* query, float* row0, float* row1, float* row2, float* row3, int paddedLength, float* results)
    {
        if (Kernels.IsAvx512)
            FloatDot512.Four(query, row0, row1, row2, row3, paddedLength, results);
        else if (Kernels.IsAvx2)
            FloatDot256.Four(query, row0, row1, row2, row3, paddedLength, results);
        else if (Kernels.IsVector128)
            FloatDot128.Four(query, row0, row1, row2, row3, paddedLength, results);
        else
            FloatDotScalar.Four(query, row0, row1, row2, row3, paddedLength, results);
    }
}
