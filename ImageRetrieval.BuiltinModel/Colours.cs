namespace ImageRetrieval.BuiltinModel;

/// <summary>The distribution of colours: every pixel is assigned proportionally to the colours of a palette by its distance to them.</summary>
internal static class Colours
{
    private const int Greys = 4, Hues = 6;
    private const float Saturation = .55f, Dark = .4f, Bright = .85f;

    // How steeply a share decreases with the squared distance: a pixel half-way between two colours belongs to both.
    private const float Sharpness = 14;

    // Rows: brightness, red against green, yellow against blue. Brightness has the lowest weight, so that exposure has little effect.
    private static readonly float[][] s_opponent = [[.5f, .5f, .5f], [.9f, -.9f, 0], [.6f, .6f, -1.2f]];

    internal static int Count => Palette().Count;

    /// <summary>Converts RGB pixels to shares of each colour of the palette.</summary>
    internal static string Shares(Layers layers, string image)
    {
        var palette = Palette().ConvertAll(colour => Array.ConvertAll(s_opponent, row => Dot(row, colour)));
        // -|x - c|^2, without -|x|^2, which is the same for every colour and cancels in the softmax.
        var weights = palette.SelectMany(colour => Enumerable.Range(0, 3)
            .Select(channel => 2 * Sharpness * Dot(colour, Array.ConvertAll(s_opponent, row => row[channel]))));
        var bias = palette.Select(colour => -Sharpness * Dot(colour, colour));
        return layers.Shares(layers.Mix(image, [.. weights], [.. bias]));
    }

    private static List<float[]> Palette()
    {
        var palette = new List<float[]>();
        for (var grey = 0; grey < Greys; grey++)
            palette.Add(Rgb(0, 0, grey / (Greys - 1f)));
        foreach (var value in new[] { Dark, Bright })
        {
            for (var hue = 0; hue < Hues; hue++)
                palette.Add(Rgb(hue / (float)Hues, Saturation, value));
        }
        return palette;
    }

    /// <summary>Converts hue, saturation and value, each 0..1, to RGB.</summary>
    private static float[] Rgb(float hue, float saturation, float value)
    {
        float Channel(int offset)
        {
            var place = (offset + hue * 6) % 6;
            return value * (1 - saturation * Math.Clamp(Math.Min(place, 4 - place), 0, 1));
        }
        return [Channel(5), Channel(3), Channel(1)];
    }

    private static float Dot(float[] left, float[] right) => left.Zip(right, (a, b) => a * b).Sum();
}
