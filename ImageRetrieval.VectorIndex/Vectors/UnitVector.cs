namespace ImageRetrieval.VectorIndex;

/// <summary>Scaling to length 1, in double precision: no float vector can overflow or underflow its own length.</summary>
internal static class UnitVector
{
    /// <summary>Writes <paramref name="vector"/> at length 1; false if it has no direction (zero) or a component is NaN or infinite.</summary>
    public static bool TryNormalize(ReadOnlySpan<float> vector, Span<float> destination)
    {
        double squared = SquaredLength(vector);
        if (!(squared > 0) || !double.IsFinite(squared))
            return false;
        double scale = 1 / Math.Sqrt(squared);
        for (int i = 0; i < vector.Length; i++)
            destination[i] = (float)(vector[i] * scale);
        return true;
    }

    // One sequential sum, so that the result is the same on every machine: stored vectors and content hashes depend on it.
    public static double SquaredLength(ReadOnlySpan<float> vector)
    {
        double sum = 0;
        foreach (float component in vector)
            sum += (double)component * component;
        return sum;
    }
}
