using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Fingerprints;

namespace ImageRetrieval.Vision.Tests.Fingerprints;

public sealed class PictureFingerprintTests
{
    private const int Side = PictureFingerprint.Side;
    private readonly ImageDecoder _decoder = new();

    [Fact]
    public void A_picture_saved_again_or_made_smaller_has_nearly_the_same_fingerprint()
    {
        var picture = Of(Encoded.As(".png", 300, 200, $"compression=1"));
        foreach (var copy in (PictureFingerprint[])[Of(Encoded.As(".jpg", 300, 200, $"Q=40")), Of(Encoded.As(".webp", 300, 200, $"Q=40"))])
        {
            Assert.InRange(picture.HashDistance(copy), 0, 4);
            Assert.InRange(picture.GreyDifference(copy), 0, 4);
            Assert.InRange(picture.ColourDifference(copy), 0, 4);
            Assert.InRange(PictureAligner.Correlation(picture, copy), 0.98f, 1);
        }
    }

    [Theory]
    [InlineData(1), InlineData(3), InlineData(6), InlineData(8)]
    public void A_rotated_file_has_the_fingerprint_of_the_upright_picture(int orientation)
    {
        var (upright, turned) = (Of(Encoded.Oriented(1)), Of(Encoded.Oriented(orientation)));
        Assert.InRange(upright.HashDistance(turned), 0, 4);
        Assert.InRange(upright.GreyDifference(turned), 0, 4);
    }

    [Fact]
    public void Grey_and_colours_are_those_of_JPEG()
    {
        var fingerprint = Of(TestImages.Png(70, 70, (x, _) => x < 35 ? ((byte)200, (byte)30, (byte)60) : ((byte)120, (byte)120, (byte)120)));
        Assert.Equal(84, fingerprint.Grey[0]); // 0.299 * 200 + 0.587 * 30 + 0.114 * 60
        Assert.Equal(120, fingerprint.Grey[^1]);
        Assert.Equal((114, 128), (fingerprint.Colours[0], fingerprint.Colours[6])); // 128 + 0.564 * (60 - 84)
        Assert.Equal((211, 128), (fingerprint.Colours[49], fingerprint.Colours[55])); // 128 + 0.713 * (200 - 84)
    }

    [Fact]
    public void It_is_read_as_it_was_written()
    {
        var fingerprint = Of(Encoded.Jpeg(120, 90));
        var bytes = new byte[PictureFingerprint.Bytes];
        fingerprint.Write(bytes);
        var read = PictureFingerprint.Read(bytes);

        Assert.Equal(fingerprint.PerceptualHash, read.PerceptualHash);
        Assert.True(fingerprint.Grey.SequenceEqual(read.Grey) && fingerprint.Colours.SequenceEqual(read.Colours));
        Assert.Throws<ArgumentException>(() => PictureFingerprint.Read(bytes.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => fingerprint.Write(new byte[8]));
        Assert.Throws<ArgumentException>(() => PictureFingerprint.FromGrey(new byte[9]));
    }

    [Fact]
    public void Pixels_of_another_size_are_refused()
    {
        using var pixels = new PixelImage(32, 32, new byte[32 * 32 * 3]);
        Assert.Contains("56x56", Assert.Throws<ArgumentException>(() => PictureFingerprint.Of(pixels)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hash_is_that_of_its_definition()
    {
        var grey = new byte[Side * Side];
        new Random(3).NextBytes(grey);
        Assert.Equal(Definition(grey), PictureFingerprint.FromGrey(grey).PerceptualHash);
        Assert.Equal(0UL, PictureFingerprint.FromGrey(Enumerable.Repeat((byte)77, Side * Side).ToArray()).PerceptualHash);
    }

    // 32 x 32 by a triangle filter, the whole DCT-II, the lowest 8 x 8, their median without the first.
    private static ulong Definition(byte[] grey)
    {
        const int side = 32;
        using var windows = new Vision.Resampling.FilterWindows(Side, side, 0, side, Vision.Preprocessing.ResizeKernel.Bilinear);
        double Weight(int window, int place) => place < windows.StartOf(window) || place >= windows.EndOf(window) ? 0 : windows.WeightsOf(window)[place - windows.StartOf(window)];
        var small = new double[side, side];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                for (var i = 0; i < Side * Side; i++)
                    small[y, x] += Weight(y, i / Side) * Weight(x, i % Side) * grey[i];
            }
        }
        var waves = new double[64];
        for (var i = 0; i < 64; i++)
        {
            for (var y = 0; y < side; y++)
            {
                for (var x = 0; x < side; x++)
                    waves[i] += small[y, x] * Math.Cos(Math.PI * (i % 8) * (x + 0.5) / side) * Math.Cos(Math.PI * (i / 8) * (y + 0.5) / side);
            }
        }
        var median = waves[1..].Order().ElementAt(31);
        return waves.Index().Where(wave => wave.Index > 0 && wave.Item > median + 1e-3).Aggregate(0UL, (hash, wave) => hash | (1UL << wave.Index));
    }

    private PictureFingerprint Of(byte[] encoded)
    {
        using var pixels = _decoder.Decode(encoded, PictureFingerprint.Geometry);
        return PictureFingerprint.Of(pixels);
    }
}
