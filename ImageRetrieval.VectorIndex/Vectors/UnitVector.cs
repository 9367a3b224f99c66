using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ImageRetrieval.VectorIndex;

/// <summary>Scales vectors to length 1 in double precision, so that the length of a float vector cannot overflow or underflow.</summary>
internal static class UnitVector
{
    /// <summary>Writes <paramref name="vector"/> at length 1; false if it has no direction (zero) or a component is NaN or infinite.</summary>
    public static bool TryNormalize(ReadOnlySpan<float> vector, Span<float> destination)
    {
        double squared = SquaredLength(vector);
        if (!(squared > 0) || !double.IsFinite(squared))
            return false;
        double scale = 1 / Math.Sqrt(squared);
        ReadOnlySpan<Vector512<float>> wide = MemoryMarshal.Cast<float, Vector512<float>>(vector);
        Span<Vector512<float>> scaled = MemoryMarshal.Cast<float, Vector512<float>>(destination);
        for (int i = 0; i < wide.Length; i++)
        {
            (Vector512<double> low, Vector512<double> high) = Vector512.Widen(wide[i]);
            scaled[i] = Vector512.Narrow(low * scale, high * scale);
        }

        for (int i = wide.Length * Vector512<float>.Count; i < vector.Length; i++)
            destination[i] = (float)(vector[i] * scale);
        return true;
    }

    // Eight sums of pairs, added in a fixed order regardless of the processor's vector width: stored vectors and content hashes depend on it.
    public static double SquaredLength(ReadOnlySpan<float> vector)
    {
        Vector512<double> lower = default, upper = default;
        ReadOnlySpan<Vector512<float>> wide = MemoryMarshal.Cast<float, Vector512<float>>(vector);
        foreach (Vector512<float> part in wide)
        {
            (Vector512<double> low, Vector512<double> high) = Vector512.Widen(part);
            lower += low * low;
            upper += high * high;
        }

        double sum = 0;
        lower += upper;
        for (int i = 0; i < Vector512<double>.Count; i++)
            sum += lower[i];
        foreach (float component in vector[(wide.Length * Vector512<float>.Count)..])
            sum += (double)component * component;
        return sum;
    }
}
