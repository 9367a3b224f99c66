namespace ImageRetrieval.VectorIndex;

/// <summary>A node's level: floor(-ln(U) / ln(M)) (algorithm 1, line 4, with the paper's mL = 1 / ln(M)).</summary>
internal static class LevelDraw
{
    /// <summary>No draw exceeds it: U has 53 bits, and M is at least 2.</summary>
    public const int MaxLevel = 53;

    // U is a hash of seed and node, not the next number of a stream: a node's level does not depend on the order of insertion
    // or the number of threads.
    public static int Level(ulong seed, int node, int m)
    {
        double uniform = ((Mix(seed + (ulong)node * 0x9E3779B97F4A7C15) >> 11) + 1) * (1.0 / (1L << 53));
        return (int)(-Math.Log(uniform) / Math.Log(m));
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood, 2014).</summary>
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
