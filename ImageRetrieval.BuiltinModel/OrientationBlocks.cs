namespace ImageRetrieval.BuiltinModel;

/// <summary>Where edges run: gradients of light shared out among directions, averaged over cells.</summary>
internal static class OrientationBlocks
{
    internal const int Directions = 8;
    private static readonly float[] s_light = [.299f, .587f, .114f];

    internal static string Light(Layers layers, string image) => layers.Convolve(image, s_light, 1, 1);

    /// <summary>Per pixel: strength of an edge in each of the directions over half a turn.</summary>
    internal static string Edges(Layers layers, string light, int side)
    {
        // Scharr's derivative, turned to each direction: it is a gradient, so the turned one is a weighted sum.
        float[] across = [-3, 0, 3, -10, 0, 10, -3, 0, 3], down = [-3, -10, -3, 0, 0, 0, 3, 10, 3];
        var kernels = new float[Directions * 9];
        for (var d = 0; d < Directions; d++)
        {
            var (sine, cosine) = MathF.SinCos(MathF.PI * d / Directions);
            for (var i = 0; i < 9; i++)
                kernels[d * 9 + i] = (cosine * across[i] + sine * down[i]) / 16;
        }
        var responses = layers.Convolve(light, kernels, Directions, 3, side);
        var squares = layers.Multiply(responses, responses);
        var fourth = layers.Multiply(squares, squares);
        // cos^4 of the angle between edge and direction, times the strength.
        var strength = layers.Root(layers.SumOfChannels(squares));
        return layers.Multiply(strength, layers.Divide(fourth, layers.Plus(layers.SumOfChannels(fourth), 1e-7f)));
    }

    /// <summary>The mirror image's directions: an edge at angle a stands at pi - a.</summary>
    internal static long[] Mirrored() => [.. Enumerable.Range(0, Directions).Select(d => (long)((Directions - d) % Directions))];
}
