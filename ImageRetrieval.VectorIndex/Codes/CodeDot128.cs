using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace ImageRetrieval.VectorIndex;

/// <summary>128-bit vectors: Arm64's dot product instructions if available, otherwise widening and multiplying.</summary>
internal static unsafe class CodeDot128
{
    private const int Step = 16;

    public static void Four(sbyte* query, byte* row0, byte* row1, byte* row2, byte* row3, int paddedLength, int* results)
    {
        results[0] = One(query, row0, paddedLength);
        results[1] = One(query, row1, paddedLength);
        results[2] = One(query, row2, paddedLength);
        results[3] = One(query, row3, paddedLength);
    }

    private static int One(sbyte* query, byte* row, int paddedLength)
    {
        Vector128<int> sum = default;
        int queries = 0;
        Vector128<byte> bias = Vector128.Create((byte)0x80);
        for (int i = 0; i < paddedLength; i += Step)
        {
            Vector128<sbyte> q = Vector128.Load(query + i);
            Vector128<byte> r = Vector128.Load(row + i);
            if (Dp.IsSupported)
            {
                // sdot multiplies signed bytes: the bias is subtracted from the row and added again as 128 times the query's sum.
                sum = Dp.DotProduct(sum, (r ^ bias).AsSByte(), q);
                queries += Vector128.Sum(Vector128.WidenLower(q) + Vector128.WidenUpper(q));
                continue;
            }

            sum += Widened(Vector128.WidenLower(q), Vector128.WidenLower(r).AsInt16());
            sum += Widened(Vector128.WidenUpper(q), Vector128.WidenUpper(r).AsInt16());
        }

        return Vector128.Sum(sum) + 128 * queries;
    }

    private static Vector128<int> Widened(Vector128<short> q, Vector128<short> r) =>
        (Vector128.WidenLower(q) * Vector128.WidenLower(r)) + (Vector128.WidenUpper(q) * Vector128.WidenUpper(r));
}
