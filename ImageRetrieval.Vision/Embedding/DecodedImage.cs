using System.Security.Cryptography;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>
/// One image while it is being embedded by models: its pixels, decoded once per geometry, and its already known vectors by network.
/// Not thread-safe. Disposing returns the pixels' memory.
/// </summary>
public sealed class DecodedImage : IDisposable
{
    private readonly List<(DecodeGeometry Geometry, PixelImage Pixels)> _pixels = [];
    private readonly Dictionary<string, float[]> _vectors = new(StringComparer.Ordinal);

    private DecodedImage()
    {
    }

    /// <summary>The decoder's own warning when parts of the picture may be wrong; null for an intact file.</summary>
    public string? Damage => _pixels.Select(decoded => decoded.Pixels.Damage).FirstOrDefault(damage => damage is not null);

    /// <summary>Decodes bytes once for each of the geometries.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="encoded">The image.</param>
    /// <param name="geometries">The geometries of the models' inputs; equal ones share a decode.</param>
    /// <param name="crop">The part of the image to decode; null for the whole image.</param>
    /// <exception cref="ImageDecodeException">The bytes are not a complete, supported image or exceed a limit.</exception>
    /// <exception cref="ArgumentException">The crop is not within the image.</exception>
    public static DecodedImage Decode(ImageDecoder decoder, ReadOnlySpan<byte> encoded, IEnumerable<DecodeGeometry> geometries, CropBox? crop = null)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        ArgumentNullException.ThrowIfNull(geometries);
        var image = new DecodedImage();
        try
        {
            foreach (var geometry in geometries.Distinct())
                image._pixels.Add((geometry, decoder.Decode(encoded, geometry, crop)));
            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    /// <summary>An image that has already been decoded, for example to measure the time.</summary>
    /// <param name="pixels">The pixels of each geometry; disposed by this object.</param>
    public static DecodedImage Of(IEnumerable<(DecodeGeometry Geometry, PixelImage Pixels)> pixels)
    {
        var image = new DecodedImage();
        image._pixels.AddRange(pixels);
        return image;
    }

    /// <summary>The pixels of one geometry, owned by this object.</summary>
    /// <exception cref="ArgumentException">The image was not decoded with that geometry.</exception>
    public PixelImage Pixels(DecodeGeometry geometry)
    {
        foreach (var (known, pixels) in _pixels)
        {
            if (known == geometry)
                return pixels;
        }
        throw new ArgumentException($"The image was not decoded with {geometry}: decode it with the geometries of every model that it is for.", nameof(geometry));
    }

    /// <summary>SHA-256 of the pixels that a model reads, 64 hexadecimal digits: models embed equal pixels alike, whatever bytes they came in.</summary>
    /// <exception cref="ArgumentException">The image was not decoded with one of the geometries.</exception>
    public string DigestFor(EmbeddingModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var geometry in model.Geometries)
            hash.AppendData(Pixels(geometry).Rgb.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Adds a known vector of this image, so that a combination need not run that network again.</summary>
    /// <param name="space">The space of a model that is not a combination.</param>
    /// <param name="vector">Its unit vector; it is copied.</param>
    public void Remember(EmbeddingSpace space, ReadOnlySpan<float> vector)
    {
        ArgumentNullException.ThrowIfNull(space);
        if (vector.Length != space.Dimension)
            throw new ArgumentException($"A vector of '{space}' has {space.Dimension} components, not {vector.Length}.", nameof(vector));
        _vectors[space.Text] = vector.ToArray();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var (_, pixels) in _pixels)
            pixels.Dispose();
    }

    internal bool TryRecall(EmbeddingSpace space, Span<float> vector)
    {
        if (!_vectors.TryGetValue(space.Text, out var known))
            return false;
        known.CopyTo(vector);
        return true;
    }
}
