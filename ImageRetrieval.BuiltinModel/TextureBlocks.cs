namespace ImageRetrieval.BuiltinModel;

/// <summary>Soft local binary patterns: which of a pixel's eight neighbours are lighter than it.</summary>
internal static class TextureBlocks
{
    private const int Neighbours = 8;

    /// <summary>Per pixel: shares of the 58 uniform patterns (at most one run of lighter neighbours).</summary>
    internal static string Patterns(Layers layers, string light, int side, float steepness)
    {
        var signs = layers.Limit(layers.Times(layers.Convolve(light, Differences(), Neighbours, 3, side), steepness), -1, 1);
        var patterns = Uniform();
        return layers.Shares(layers.Convolve(signs, [.. patterns.SelectMany(p => p)], patterns.Count, 1));
    }

    /// <summary>Adds each pattern's mirror image; a pattern and its mirror image are one channel then.</summary>
    internal static string Fold(Layers layers, string patterns)
    {
        var all = Uniform();
        long[] kept = [.. Enumerable.Range(0, all.Count).Where(i => i <= Mirrored(all, i)).Select(i => (long)i)];
        long[] mirrored = [.. kept.Select(i => (long)Mirrored(all, (int)i))];
        return layers.Add(layers.Pick(patterns, 1, kept), layers.Pick(patterns, 1, mirrored));
    }

    private static int Mirrored(List<float[]> patterns, int index)
    {
        // Neighbours are counted clockwise from the top left: 0 1 2 / 7 . 3 / 6 5 4.
        int[] places = [2, 1, 0, 7, 6, 5, 4, 3];
        var mirrored = Array.ConvertAll(places, place => patterns[index][place]);
        return patterns.FindIndex(pattern => pattern.AsSpan().SequenceEqual(mirrored));
    }

    private static float[] Differences()
    {
        int[] around = [0, 1, 2, 5, 8, 7, 6, 3];
        var kernels = new float[Neighbours * 9];
        for (var i = 0; i < Neighbours; i++)
        {
            kernels[i * 9 + around[i]] = 1;
            kernels[i * 9 + 4] = -1;
        }
        return kernels;
    }

    private static List<float[]> Uniform()
    {
        List<float[]> patterns = [Run(0, 0), Run(0, Neighbours)];
        for (var length = 1; length < Neighbours; length++)
        {
            for (var start = 0; start < Neighbours; start++)
                patterns.Add(Run(start, length));
        }
        return patterns;
    }

    private static float[] Run(int start, int length) =>
        [.. Enumerable.Range(0, Neighbours).Select(i => (i - start + Neighbours) % Neighbours < length ? 1f : -1f)];
}
