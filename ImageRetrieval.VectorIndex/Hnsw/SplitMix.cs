namespace ImageRetrieval.VectorIndex;

/// <summary>Random numbers by SplitMix64 (Steele, Lea and Flood, 2014): the same on every machine and in every version of .NET.</summary>
internal static class SplitMix
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>The number that belongs to a seed and an index.</summary>
    public static ulong At(ulong seed, long index) => Finish(seed + ((ulong)index * Step) + Step);

    /// <summary>The next number of a stream, 0 or more and less than 1.</summary>
    public static double NextUnit(ref ulong state)
    {
        state += Step;
        return ToUnit(Finish(state));
    }

    /// <summary>A number as a fraction, 0 or more and less than 1.</summary>
    public static double ToUnit(ulong number) => (number >> 11) * (1.0 / (1L << 53));

    private static ulong Finish(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
