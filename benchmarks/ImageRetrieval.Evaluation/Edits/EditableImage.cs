using ImageRetrieval.Vision.Decoding;
using NetVips;

namespace ImageRetrieval.Evaluation.Edits;

/// <summary>A picture that is decoded once and edited many times. Not thread-safe.</summary>
internal sealed class EditableImage : IDisposable
{
    // What people share is rarely larger, and nineteen edits of a large photograph would take minutes.
    private const int MostPixelsASide = 1600;

    private static readonly ImageDecoder s_decoder = new();

    private readonly Image _image;

    /// <param name="encoded">Any picture that the product reads; a side of more than 1,600 pixels is reduced to that.</param>
    /// <exception cref="ImageDecodeException">The product does not read it.</exception>
    internal EditableImage(byte[] encoded)
    {
        // The product's own limits come first, and what it refuses is never given to another decoder.
        var info = s_decoder.ReadInfo(encoded);
        try
        {
            using var small = Image.ThumbnailBuffer(encoded, MostPixelsASide, height: MostPixelsASide, size: Enums.Size.Down, outputProfile: "srgb");
            using var opaque = small.HasAlpha() ? small.Flatten([255, 255, 255]) : small.Copy();
            using var colours = opaque.Colourspace(Enums.Interpretation.Srgb);
            _image = colours.CopyMemory();
        }
        catch (VipsException error)
        {
            throw new ImageDecodeException(ImageDecodeError.Corrupt, $"The {info.Format} image cannot be decoded for editing: {error.Message}");
        }
    }

    /// <summary>The edited picture, encoded.</summary>
    internal byte[] Edit(ImageEdit edit) => edit.Apply(_image);

    public void Dispose() => _image.Dispose();
}
