using ImageRetrieval.Vision.Decoding;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>A generated picture for testing models: a gradient with noise, so that no channel is flat.</summary>
internal static class MadePicture
{
    /// <param name="side">Pixels across and down.</param>
    internal static PixelImage Of(int side)
    {
        var random = new Random(side);
        var image = PixelImage.Rent(side, side);
        var rgb = image.Span;
        for (var i = 0; i < rgb.Length; i++)
        {
            var (row, column, channel) = (i / 3 / side, i / 3 % side, i % 3);
            var slope = channel == 0 ? row : channel == 1 ? column : 2 * side - row - column;
            rgb[i] = (byte)(slope * 127 / (2 * side) + random.Next(128));
        }
        return image;
    }
}
