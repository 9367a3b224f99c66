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
        double uniform = ((SplitMix.At(seed, node) >> 11) + 1) * (1.0 / (1L << 53));
        return (int)(-Math.Log(uniform) / Math.Log(m));
    }
}
