namespace ImageRetrieval.VectorIndex;

/// <summary>
/// The inner product of float32 rows: the one place where the kernel is chosen.
/// </summary>
/// <remarks>
/// Rows are padded with zeros to a multiple of <see cref="RowAlignment"/> floats, so no kernel has a tail.
/// <see cref="One"/> and <see cref="Four"/> add in the same order, so a pair of rows has one distance, to the bit,
/// whichever of them computed it: ties stay ties, and exact search and graph search agree.
/// </remarks>
internal static unsafe class DotProduct
{
    /// <summary>Floats to which a row's length is rounded up: two 512-bit vectors, 128 bytes.</summary>
    public const int RowAlignment = 32;

    /// <summary>Set to true (<c>AppContext</c>), or to 1 in the environment as IMAGERETRIEVAL_SCALAR, it forces the scalar kernel.</summary>
    public const string ScalarSwitch = "ImageRetrieval.Scalar";

    private const string ScalarVariable = "IMAGERETRIEVAL_SCALAR";

    // A static readonly bool is a constant to the optimising JIT: the branch below costs nothing.
    private static readonly bool s_scalar = IsScalarForced();

    public static bool IsScalar => s_scalar;

    public static int PaddedLength(int dimension) => (dimension + RowAlignment - 1) / RowAlignment * RowAlignment;

    public static float One(float* query, float* row, int paddedLength) =>
        s_scalar ? ScalarDot.One(query, row, paddedLength) : SimdDot.One(query, row, paddedLength);

    /// <summary>Four rows a step share the query's registers: about half the cost of four single rows.</summary>
    public static void Four(float* query, float* row0, float* row1, float* row2, float* row3, int paddedLength, float* results)
    {
        if (s_scalar)
            ScalarDot.Four(query, row0, row1, row2, row3, paddedLength, results);
        else
            SimdDot.Four(query, row0, row1, row2, row3, paddedLength, results);
    }

    private static bool IsScalarForced() =>
        (AppContext.TryGetSwitch(ScalarSwitch, out bool forced) && forced)
        || Environment.GetEnvironmentVariable(ScalarVariable) is "1" or "true";
}
