using ImageRetrieval.Vision.Decoding;

namespace ImageRetrieval.Vision.Preprocessing;

/// <summary>Pixels (bytes, height x width x channel) to a model's input (float32, channel x height x width).</summary>
internal sealed class InputTensor
{
    // (value / 255 - mean) / std has only 256 results per channel: a table is faster than computing 150,528 of them.
    private readonly float[] _table = new float[3 * 256];
    private readonly bool _blueFirst;

    /// <param name="profile">Mean, standard deviation and order of the channels.</param>
    internal InputTensor(PreprocessingProfile profile)
    {
        _blueFirst = profile.Channels == ChannelOrder.Bgr;
        for (var channel = 0; channel < 3; channel++)
        {
            for (var value = 0; value < 256; value++)
                _table[channel * 256 + value] = (value / 255f - profile.Mean[channel]) / profile.Std[channel];
        }
    }

    /// <summary>Fills <paramref name="destination"/>, of 3 x height x width floats.</summary>
    internal void Fill(PixelImage image, Span<float> destination)
    {
        var rgb = image.Rgb.Span;
        var plane = image.Width * image.Height;
        var first = destination[..plane];
        var green = destination.Slice(plane, plane);
        var last = destination.Slice(2 * plane, plane);
        var red = _blueFirst ? last : first;
        var blue = _blueFirst ? first : last;
        ReadOnlySpan<float> table = _table;
        for (int i = 0, p = 0; i < plane; i++, p += 3)
        {
            red[i] = table[rgb[p]];
            green[i] = table[256 + rgb[p + 1]];
            blue[i] = table[512 + rgb[p + 2]];
        }
    }
}
