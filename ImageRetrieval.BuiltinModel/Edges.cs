namespace ImageRetrieval.BuiltinModel;

/// <summary>Edges and their arrangement: gradients of brightness, and gradients of the edge maps.</summary>
internal static class Edges
{
    internal const int Directions = 8, Turns = 4;

    // The neighbourhood over which contrast is normalised, in pixels, and the minimum contrast for it.
    private const int Surroundings = 9;
    private const float Faint = .02f;

    // Scharr's derivatives: their directions are more accurate than Sobel's.
    private static readonly float[] s_across = [-3, 0, 3, -10, 0, 10, -3, 0, 3];
    private static readonly float[] s_down = [-3, -10, -3, 0, 0, 0, 3, 10, 3];

    /// <summary>Per pixel: strength of an edge in each direction of half a turn, relative to its surroundings.</summary>
    internal static string Find(Layers layers, string light, int side)
    {
        var kernels = Enumerable.Range(0, Directions).SelectMany(d => Derivative(d, Directions));
        var responses = layers.Convolve(light, [.. kernels], Directions, 3, side);
        var squares = layers.Multiply(responses, responses);

        // The strength is shared out by cos^4 of the angle between the gradient and the direction.
        var fourth = layers.Multiply(squares, squares);
        var shares = layers.Divide(fourth, layers.Add(layers.SumOfChannels(fourth), 1e-7f));
        var strength = layers.Root(layers.SumOfChannels(squares));
        return layers.Multiply(shares, layers.Divide(strength, layers.Add(MeanAround(layers, strength, side), Faint)));
    }

    /// <summary>Per pixel: the change of each edge map along four directions, which distinguishes corners, crossings and textures.</summary>
    internal static string Arrange(Layers layers, string edges, int side)
    {
        var kernels = Enumerable.Range(0, Directions).SelectMany(_ => Enumerable.Range(0, Turns)).SelectMany(turn => Derivative(turn, Turns));
        return layers.Absolute(layers.Convolve(edges, [.. kernels], Directions * Turns, 3, side, groups: Directions));
    }

    /// <summary>When mirrored, an edge at angle a has the angle 180° minus a.</summary>
    internal static int[] Mirrored => [.. Enumerable.Range(0, Directions).Select(d => Mirror(d, Directions))];

    /// <summary>The same for the channels of <see cref="Arrange"/>.</summary>
    internal static int[] ArrangedMirrored =>
        [.. Enumerable.Range(0, Directions * Turns).Select(i => Mirror(i / Turns, Directions) * Turns + Mirror(i % Turns, Turns))];

    private static int Mirror(int direction, int directions) => (directions - direction) % directions;

    private static IEnumerable<float> Derivative(int direction, int directions)
    {
        // A derivative is a vector: rotated to any direction it is a weighted sum of the two.
        var (sine, cosine) = MathF.SinCos(MathF.PI * direction / directions);
        return s_across.Zip(s_down, (across, down) => (cosine * across + sine * down) / 16);
    }

    private static string MeanAround(Layers layers, string strength, int side)
    {
        var kernel = new float[Surroundings * Surroundings];
        Array.Fill(kernel, 1f / kernel.Length);
        return layers.Convolve(strength, kernel, 1, Surroundings, side);
    }
}
