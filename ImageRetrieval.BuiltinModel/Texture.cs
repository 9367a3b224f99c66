namespace ImageRetrieval.BuiltinModel;

/// <summary>Soft local binary patterns (Ojala et al. 2002): which of a pixel's eight neighbours are lighter than it.</summary>
internal static class Texture
{
    private const int Neighbours = 8;

    // A difference of 1/20 counts fully, smaller ones partially, so that noise has little effect.
    private const float Steepness = 20;

    // Clockwise from the top left, as positions in a 3 x 3 kernel; and the position of each neighbour when mirrored.
    private static readonly int[] s_around = [0, 1, 2, 5, 8, 7, 6, 3];
    private static readonly int[] s_mirror = [2, 1, 0, 7, 6, 5, 4, 3];

    internal static int Count => Patterns().Count;

    /// <summary>Per pixel: shares of the 58 uniform patterns, those with at most one run of lighter neighbours.</summary>
    internal static string Shares(Layers layers, string light, int side)
    {
        var differences = layers.Convolve(light, [.. Enumerable.Range(0, Neighbours).SelectMany(Difference)], Neighbours, 3, side);
        var signs = layers.Limit(layers.Multiply(differences, Steepness), -1, 1);
        var patterns = Patterns();
        return layers.Shares(layers.Mix(signs, [.. patterns.SelectMany(pattern => pattern)], new float[patterns.Count]));
    }

    /// <summary>The pattern that each becomes when mirrored.</summary>
    internal static int[] Mirrored
    {
        get
        {
            var patterns = Patterns();
            return [.. patterns.Select(pattern => patterns.FindIndex(other => other.SequenceEqual(s_mirror.Select(place => pattern[place]))))];
        }
    }

    private static float[] Difference(int neighbour)
    {
        var kernel = new float[9];
        kernel[s_around[neighbour]] = 1;
        kernel[4] = -1;
        return kernel;
    }

    private static List<float[]> Patterns()
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
