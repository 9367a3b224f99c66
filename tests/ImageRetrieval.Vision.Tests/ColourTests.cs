using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Tests;

/// <summary>What the channels of a file mean, and shapes that only one format has.</summary>
public sealed class ColourTests
{
    private static readonly DecodeGeometry s_whole = new(ResizeRule.Stretch, 32, 32, true);
    private static readonly byte[] s_plain = TestImages.Png(64, 64, (_, _) => (180, 90, 60));
    private readonly ImageDecoder _decoder = new();

    [Fact]
    public void CMYK_with_its_profile_gives_the_intended_colours() =>
        AssertNear([180, 90, 60], _decoder.Decode(Encoded.InProfile(s_plain, "cmyk"), s_whole), levels: 6);

    [Fact]
    public void An_embedded_profile_says_what_the_numbers_mean()
    {
        // libvips puts the profile beside the numbers and leaves them as they are. Display P3's 180, 90, 60 are these
        // numbers of sRGB, by the matrix of the two sets of primaries.
        var jpeg = Encoded.InProfile(s_plain, "p3");
        AssertNear([193, 84, 51], _decoder.Decode(jpeg, s_whole), levels: 2);

        var name = jpeg.AsSpan().IndexOf("ICC_PROFILE"u8);
        jpeg[name] = (byte)'X'; // nobody's segment now
        AssertNear([180, 90, 60], _decoder.Decode(jpeg, s_whole), levels: 2);
    }

    [Fact]
    public void Sixteen_bits_become_their_upper_half()
    {
        // Colour type 2: RGB; 0x40FF, 0x8000, 0xC0C0.
        byte[] pixel = [0x40, 0xFF, 0x80, 0x00, 0xC0, 0xC0];
        var rows = Enumerable.Range(0, 8).SelectMany(_ => (byte[])[0, .. Enumerable.Repeat(pixel, 8).SelectMany(p => p)]).ToArray();
        AssertNear([0x40, 0x80, 0xC0], _decoder.Decode(TestImages.Png(8, 8, 2, 16, rows), s_whole), levels: 0);
    }

    [Fact]
    public void Sixteen_bits_of_grey_become_three_equal_channels()
    {
        var rows = Enumerable.Range(0, 8).SelectMany(_ => (byte[])[0, .. Enumerable.Repeat((byte[])[0x77, 0x12], 8).SelectMany(p => p)]).ToArray();
        AssertNear([0x77, 0x77, 0x77], _decoder.Decode(TestImages.Png(8, 8, 0, 16, rows), s_whole), levels: 0);
    }

    [Theory]
    [InlineData(200_000, 2), InlineData(2, 200_000), InlineData(70_000, 40)]
    public void Sides_that_only_PNG_has_are_decoded(int width, int height)
    {
        // Left and upper half dark, the rest bright: the result's corners tell whether anything moved.
        var png = TestImages.Png(width, height, (x, y) => x < width / 2 && y < height / 2 ? ((byte)30, (byte)30, (byte)30) : ((byte)220, (byte)220, (byte)220));
        var pixels = _decoder.Decode(png, s_whole).Rgb.ToArray();

        Assert.Equal(30, pixels[0]);
        Assert.Equal(220, pixels[^1]);
        Assert.Equal(220, pixels[31 * 3]);
    }

    private static void AssertNear(byte[] expected, PixelImage actual, int levels) =>
        Assert.All(actual.Rgb.ToArray().Chunk(3), pixel =>
        {
            for (var channel = 0; channel < 3; channel++)
                Assert.InRange(pixel[channel], expected[channel] - levels, expected[channel] + levels);
        });
}
