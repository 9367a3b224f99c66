using System.Buffers.Binary;
using System.Numerics;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Fingerprints;

/// <summary>
/// Data for recognizing copies of a picture: a small grey version, its colours at a lower resolution, and a perceptual hash.
/// Immutable. Equal bytes have equal fingerprints on every machine whose decoder gives equal pixels.
/// </summary>
public sealed class PictureFingerprint
{
    /// <summary>Pixels of each side of the grey picture.</summary>
    public const int Side = 56;

    /// <summary>Fields per side for which the mean colour is stored.</summary>
    public const int ColourSide = 7;

    /// <summary>Bytes of a written fingerprint: the hash (8, little-endian), the grey pixels, the colours.</summary>
    public const int Bytes = sizeof(ulong) + (Side * Side) + ColourBytes;

    private const int ColourBytes = 2 * ColourSide * ColourSide;
    private const int FieldSide = Side / ColourSide;

    /// <summary>The name of this fingerprint algorithm; a different algorithm gets a different name, and fingerprints of different names are not compared.</summary>
    public const string Space = "fingerprint-v1";

    // Below it a picture is uniform, and its hash is only noise.
    private const double LeastDeviation = 4;

    private readonly byte[] _grey;
    private readonly byte[] _colours;

    private PictureFingerprint(ulong hash, byte[] grey, byte[] colours)
    {
        (PerceptualHash, _grey, _colours) = (hash, grey, colours);
        HasDetail = Deviation(grey) >= LeastDeviation;
    }

    /// <summary>The decode geometry of fingerprints: the whole upright picture, stretched to <see cref="Side"/> x <see cref="Side"/> pixels.</summary>
    public static DecodeGeometry Geometry { get; } = new(ResizeRule.Stretch, Side, Side, ApplyOrientation: true);

    /// <summary>64 bits, computed by <see cref="Fingerprints.PerceptualHash"/>.</summary>
    public ulong PerceptualHash { get; }

    /// <summary><see cref="Side"/> x <see cref="Side"/> grey pixels, row by row: 0.299 R + 0.587 G + 0.114 B, rounded.</summary>
    public ReadOnlySpan<byte> Grey => _grey;

    /// <summary>
    /// The mean colours of <see cref="ColourSide"/> x <see cref="ColourSide"/> fields: Cb of each field row by row, then Cr of each
    /// (ITU-T T.871, the YCbCr of JPEG; 128 is grey).
    /// </summary>
    public ReadOnlySpan<byte> Colours => _colours;

    /// <summary>Whether the grey pixels deviate by 4 of 255 levels or more (root mean square). The hash of a uniform picture is meaningless.</summary>
    public bool HasDetail { get; }

    /// <summary>Computes the fingerprint of a picture.</summary>
    /// <param name="pixels">Decoded with <see cref="Geometry"/>.</param>
    /// <exception cref="ArgumentException">The pixels have another size.</exception>
    public static PictureFingerprint Of(PixelImage pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.Width != Side || pixels.Height != Side)
            throw new ArgumentException($"The pixels are {pixels.Width}x{pixels.Height}; decode with {nameof(PictureFingerprint)}.{nameof(Geometry)}, which gives {Side}x{Side}.", nameof(pixels));
        var rgb = pixels.Rgb.Span;
        var grey = new byte[Side * Side];
        for (var i = 0; i < grey.Length; i++)
            grey[i] = (byte)(((19595 * rgb[3 * i]) + (38470 * rgb[(3 * i) + 1]) + (7471 * rgb[(3 * i) + 2]) + 32768) >> 16);
        return new(Fingerprints.PerceptualHash.Of(grey), grey, ColoursOf(rgb, grey));
    }

    /// <summary>Computes the fingerprint of a grey picture.</summary>
    /// <param name="grey"><see cref="Side"/> x <see cref="Side"/> pixels, row by row; copied.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static PictureFingerprint FromGrey(ReadOnlySpan<byte> grey)
    {
        if (grey.Length != Side * Side)
            throw new ArgumentException($"There are {grey.Length} grey pixels; a fingerprint has {Side * Side}.", nameof(grey));
        var colours = new byte[ColourBytes];
        Array.Fill(colours, (byte)128);
        return new(Fingerprints.PerceptualHash.Of(grey), grey.ToArray(), colours);
    }

    /// <summary>Reads a fingerprint written by <see cref="Write"/>.</summary>
    /// <param name="bytes"><see cref="Bytes"/> bytes.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static PictureFingerprint Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Bytes)
            throw new ArgumentException($"There are {bytes.Length} bytes; a fingerprint has {Bytes}.", nameof(bytes));
        return new(BinaryPrimitives.ReadUInt64LittleEndian(bytes), bytes[sizeof(ulong)..^ColourBytes].ToArray(), bytes[^ColourBytes..].ToArray());
    }

    /// <summary>Writes the fingerprint.</summary>
    /// <param name="bytes">Receives <see cref="Bytes"/> bytes.</param>
    /// <exception cref="ArgumentException">It is shorter.</exception>
    public void Write(Span<byte> bytes)
    {
        if (bytes.Length < Bytes)
            throw new ArgumentException($"There is room for {bytes.Length} bytes; a fingerprint has {Bytes}.", nameof(bytes));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, PerceptualHash);
        _grey.CopyTo(bytes[sizeof(ulong)..]);
        _colours.CopyTo(bytes[(sizeof(ulong) + _grey.Length)..]);
    }

    /// <summary>The number of different bits of the two hashes, 0..64.</summary>
    public int HashDistance(PictureFingerprint other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return BitOperations.PopCount(PerceptualHash ^ other.PerceptualHash);
    }

    /// <summary>The root mean square of the differences of the grey pixels, 0..255 levels: small only for the same picture in the same brightness.</summary>
    public float GreyDifference(PictureFingerprint other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return RootMeanSquare(_grey, other._grey);
    }

    /// <summary>The root mean square of the differences of the colours, 0..255: it is large for a copy without colours or with other colours.</summary>
    public float ColourDifference(PictureFingerprint other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return RootMeanSquare(_colours, other._colours);
    }

    private static float RootMeanSquare(byte[] first, byte[] second)
    {
        var sum = 0L;
        for (var i = 0; i < first.Length; i++)
        {
            var difference = first[i] - second[i];
            sum += difference * difference;
        }
        return (float)Math.Sqrt((double)sum / first.Length);
    }

    private static byte[] ColoursOf(ReadOnlySpan<byte> rgb, byte[] grey)
    {
        var (blue, red) = (new int[ColourSide * ColourSide], new int[ColourSide * ColourSide]);
        for (var i = 0; i < grey.Length; i++)
        {
            var field = (i / Side / FieldSide * ColourSide) + (i % Side / FieldSide);
            blue[field] += rgb[(3 * i) + 2] - grey[i];
            red[field] += rgb[3 * i] - grey[i];
        }
        return [.. blue.Select(sum => Colour(sum, 0.564)), .. red.Select(sum => Colour(sum, 0.713))];

        static byte Colour(int sum, double scale) => (byte)Math.Clamp(Math.Round(128 + (scale * sum / (FieldSide * FieldSide))), 0, 255);
    }

    private static double Deviation(byte[] grey)
    {
        var (sum, squares) = (0L, 0L);
        foreach (var value in grey)
        {
            sum += value;
            squares += value * value;
        }
        var mean = (double)sum / grey.Length;
        return Math.Sqrt(Math.Max(0, ((double)squares / grey.Length) - (mean * mean)));
    }
}
