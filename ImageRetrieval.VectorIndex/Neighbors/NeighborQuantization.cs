namespace ImageRetrieval.VectorIndex;

/// <summary>Four bits a component: component = (code - 7.5) x step, the step chosen for each vector.</summary>
internal static class NeighborQuantization
{
    /// <summary>Twice the code of zero: with 16 codes, zero lies between two of them.</summary>
    public const int TwiceZero = 15;

    private const int Codes = 16;
    private const int Steps = 10;
    private const float StepChange = 0.07f;

    /// <summary>Writes the codes that point most nearly in the vector's direction.</summary>
    /// <param name="vector">Rotated, so that no component is much longer than the others.</param>
    /// <param name="codes">As long.</param>
    /// <returns>
    /// What an inner product with (code - 7.5) is multiplied by. Not the step: with this factor the product of the vector with
    /// itself is right, and products with others are not biased (RaBitQ, arXiv 2405.12497, section 3.2).
    /// </returns>
    public static float Encode(ReadOnlySpan<float> vector, Span<byte> codes)
    {
        float largest = 0, squared = 0;
        foreach (float component in vector)
        {
            largest = MathF.Max(largest, MathF.Abs(component));
            squared += component * component;
        }

        codes.Fill(Codes / 2);
        if (!(squared > 0))
            return 0;
        // A smaller step cuts the longest components off and leaves less rounding for the others.
        float bestCosine = 0, bestInverse = 0, factor = 0;
        for (int i = 0; i < Steps; i++)
        {
            float inverse = TwiceZero / (2 * largest * (1 - (StepChange * i)));
            (float dot, float length) = Compare(vector, inverse);
            float cosine = dot / MathF.Sqrt(length);
            if (cosine > bestCosine)
                (bestCosine, bestInverse, factor) = (cosine, inverse, squared / dot);
        }

        for (int i = 0; i < codes.Length; i++)
            codes[i] = (byte)Code(vector[i], bestInverse);
        return factor;
    }

    private static (float Dot, float SquaredLength) Compare(ReadOnlySpan<float> vector, float inverse)
    {
        float dot = 0, length = 0;
        foreach (float component in vector)
        {
            float decoded = Code(component, inverse) - (TwiceZero / 2f);
            dot += decoded * component;
            length += decoded * decoded;
        }

        return (dot, length);
    }

    private static int Code(float component, float inverse) => Math.Clamp((int)MathF.Floor((component * inverse) + (Codes / 2)), 0, Codes - 1);
}
