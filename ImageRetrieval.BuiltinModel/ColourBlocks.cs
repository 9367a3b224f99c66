namespace ImageRetrieval.BuiltinModel;

/// <summary>Soft colour histograms: every pixel is shared out among named colours by its distance to them.</summary>
internal static class ColourBlocks
{
    // Rows: light, red against green, yellow against blue. Light counts less, so that exposure changes little.
    private static readonly float[][] s_opponent = [[0.5f, 0.5f, 0.5f], [0.9f, -0.9f, 0], [0.6f, 0.6f, -1.2f]];
    private const float Sharpness = 14;

    internal static string Shares(Layers layers, string image)
    {
        var colours = Palette();
        var weights = new float[colours.Count * 3];
        var bias = new float[colours.Count];
        for (var i = 0; i < colours.Count; i++)
        {
            // |x - c|^2 without |x|^2, which is the same for every colour and cancels in the softmax.
            var opponent = s_opponent.Select(row => row.Zip(colours[i], (a, b) => a * b).Sum()).ToArray();
            for (var channel = 0; channel < 3; channel++)
                weights[i * 3 + channel] = 2 * Sharpness * s_opponent.Select((row, r) => row[channel] * opponent[r]).Sum();
            bias[i] = -Sharpness * opponent.Sum(v => v * v);
        }
        return layers.Shares(layers.Convolve(image, weights, colours.Count, 1, bias: bias));
    }

    internal static List<float[]> Palette()
    {
        List<float[]> colours = [[0, 0, 0], [.25f, .25f, .25f], [.5f, .5f, .5f], [.75f, .75f, .75f], [1, 1, 1]];
        foreach (var (saturation, value) in new[] { (.35f, .35f), (.35f, .75f), (.85f, .35f), (.85f, .8f) })
        {
            for (var hue = 0; hue < 8; hue++)
                colours.Add(Rgb(hue / 8f, saturation, value));
        }
        return colours;
    }

    private static float[] Rgb(float hue, float saturation, float value)
    {
        float Channel(float offset)
        {
            var k = (offset + hue * 6) % 6;
            return value * (1 - saturation * Math.Clamp(Math.Min(k, 4 - k), 0, 1));
        }
        return [Channel(5), Channel(3), Channel(1)];
    }
}
