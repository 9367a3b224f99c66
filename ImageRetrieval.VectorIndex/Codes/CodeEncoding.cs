using System.Numerics;
using System.Runtime.InteropServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>Converts float32 to biased bytes, and biased to signed bytes.</summary>
internal static class CodeEncoding
{
    /// <summary>Writes round(component / scale) + 128 and returns the scale: the largest component over 127.</summary>
    /// <remarks>The operations per component do not depend on the vector width: a vector has the same code on every machine.</remarks>
    public static float Encode(ReadOnlySpan<float> vector, Span<byte> codes)
    {
        float largest = Largest(vector);
        if (largest == 0)
        {
            // Only a projection can be: of a vector that has nothing in its directions.
            codes[..vector.Length].Fill(CodeRows.Bias);
            return 1f / CodeRows.MaxCode;
        }

        float inverse = CodeRows.MaxCode / largest;
        const float Shift = CodeRows.Bias + 0.5f;
        int step = Vector<byte>.Count;
        int i = 0;
        ReadOnlySpan<Vector<float>> wide = MemoryMarshal.Cast<float, Vector<float>>(vector);
        for (int w = 0; i + step <= vector.Length; i += step, w += 4)
        {
            // Positive after the shift, so that truncation rounds down: halves are always rounded up.
            Vector<int> a = Vector.ConvertToInt32Native((wide[w] * inverse) + new Vector<float>(Shift));
            Vector<int> b = Vector.ConvertToInt32Native((wide[w + 1] * inverse) + new Vector<float>(Shift));
            Vector<int> c = Vector.ConvertToInt32Native((wide[w + 2] * inverse) + new Vector<float>(Shift));
            Vector<int> d = Vector.ConvertToInt32Native((wide[w + 3] * inverse) + new Vector<float>(Shift));
            Vector<short> low = Vector.Narrow(a, b), high = Vector.Narrow(c, d);
            Vector.Narrow(low.As<short, ushort>(), high.As<short, ushort>()).CopyTo(codes[i..]);
        }

        for (; i < vector.Length; i++)
            codes[i] = (byte)(int)((vector[i] * inverse) + Shift);
        return largest / CodeRows.MaxCode;
    }

    /// <summary>Turns a row's biased codes into a query's signed ones.</summary>
    public static void Unbias(ReadOnlySpan<byte> row, Span<sbyte> query)
    {
        var bias = new Vector<byte>(CodeRows.Bias);
        Span<byte> bytes = MemoryMarshal.AsBytes(query);
        for (int i = 0; i < row.Length; i += Vector<byte>.Count)
            (new Vector<byte>(row[i..]) ^ bias).CopyTo(bytes[i..]);
    }

    /// <summary>Sum of the codes without their bias.</summary>
    public static int Sum(ReadOnlySpan<byte> row)
    {
        var sums = Vector<uint>.Zero;
        for (int i = 0; i < row.Length; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(row[i..]), out Vector<ushort> low, out Vector<ushort> high);
            Vector.Widen(low + high, out Vector<uint> lower, out Vector<uint> upper);
            sums += lower + upper;
        }

        return (int)Vector.Sum(sums) - (CodeRows.Bias * row.Length);
    }

    private static float Largest(ReadOnlySpan<float> vector)
    {
        float largest = 0;
        ReadOnlySpan<Vector<float>> wide = MemoryMarshal.Cast<float, Vector<float>>(vector);
        var largests = Vector<float>.Zero;
        foreach (Vector<float> part in wide)
            largests = Vector.Max(largests, Vector.Abs(part));
        for (int i = 0; i < Vector<float>.Count; i++)
            largest = MathF.Max(largest, largests[i]);
        foreach (float component in vector[(wide.Length * Vector<float>.Count)..])
            largest = MathF.Max(largest, MathF.Abs(component));
        return largest;
    }
}
