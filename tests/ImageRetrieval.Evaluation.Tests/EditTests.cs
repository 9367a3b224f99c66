using ImageRetrieval.Evaluation.Edits;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Evaluation.Tests;

public sealed class EditTests
{
    private const int Width = 200;
    private const int Height = 100;
    private static readonly ImageDecoder s_decoder = new();

    // Red to the right, green downwards.
    private static readonly byte[] s_picture = TestImages.Png(Width, Height, (x, y) => ((byte)(x * 255 / (Width - 1)), (byte)(y * 255 / (Height - 1)), 60));

    [Fact]
    public void There_are_nineteen_with_names_of_their_own()
    {
        Assert.Equal(19, AllEdits.List.Count);
        Assert.Equal(19, AllEdits.List.Select(edit => edit.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("q30", 200, 100)]
    [InlineData("half", 100, 50)]
    [InlineData("webp40", 200, 100)]
    [InlineData("grey", 200, 100)]
    [InlineData("bright", 200, 100)]
    [InlineData("tint", 200, 100)]
    [InlineData("blur", 200, 100)]
    [InlineData("caption", 200, 100)]
    [InlineData("border", 232, 116)]
    [InlineData("crop95", 190, 95)]
    [InlineData("crop90", 180, 90)]
    [InlineData("crop80", 160, 80)]
    [InlineData("crop50", 100, 50)]
    [InlineData("corner75", 150, 75)]
    [InlineData("stretch75", 150, 100)]
    [InlineData("flip", 200, 100)]
    [InlineData("rotate3", 200, 100)]
    [InlineData("rotate8", 200, 100)]
    [InlineData("rotate90", 100, 200)]
    public void An_edit_gives_another_picture_of_the_size_that_it_says(string name, int width, int height)
    {
        var edited = Edit(name);
        var info = s_decoder.ReadInfo(edited);
        Assert.Equal((width, height), (info.Width, info.Height));
        Assert.NotEqual(Pixels(s_picture), Pixels(edited));
    }

    [Fact]
    public void What_an_edit_does_is_seen()
    {
        // Middle of the left edge and of the right edge, in a picture of 32 x 32.
        Assert.True(Pixel(Pixels(s_picture), 1, 16).R < 40 && Pixel(Pixels(s_picture), 30, 16).R > 215);
        Assert.True(Pixel(Pixels(Edit("flip")), 1, 16).R > 215);
        var grey = Pixel(Pixels(Edit("grey")), 25, 16);
        Assert.Equal(grey.R, grey.G);
        Assert.InRange(Pixel(Pixels(Edit("crop50")), 1, 16).R, 55, 80);
        Assert.InRange(Pixel(Pixels(Edit("corner75")), 30, 16).R, 165, 195);
        Assert.True(Pixel(Pixels(Edit("border")), 0, 0) is { R: > 240, G: > 240, B: > 240 });
        Assert.True(Pixel(Pixels(Edit("caption")), 30, 30) is { R: < 60, G: < 60, B: < 60 });
        Assert.True(Pixel(Pixels(Edit("rotate8")), 0, 0) is { R: < 20, G: < 20, B: < 30 });
        // Turned clockwise, what was left is above.
        Assert.True(Pixel(Pixels(Edit("rotate90")), 16, 1).R < 40);
        Assert.True(Pixel(Pixels(Edit("tint")), 16, 16).R > Pixel(Pixels(s_picture), 16, 16).R + 10);
        Assert.True(Pixel(Pixels(Edit("bright")), 16, 16).G > Pixel(Pixels(s_picture), 16, 16).G + 30);
    }

    [Fact]
    public void A_large_picture_is_reduced_first()
    {
        using var image = new EditableImage(TestImages.Png(2000, 40, (x, _) => ((byte)x, 0, 0)));
        var info = s_decoder.ReadInfo(image.Edit(AllEdits.List.Single(edit => edit.Name == "q30")));
        Assert.Equal((1600, 32), (info.Width, info.Height));
    }

    [Fact]
    public void What_the_product_does_not_read_is_not_edited() =>
        Assert.Throws<ImageDecodeException>(() => new EditableImage("GIF87a, or so"u8.ToArray()[3..]));

    private static byte[] Edit(string name)
    {
        using var image = new EditableImage(s_picture);
        return image.Edit(AllEdits.List.Single(edit => edit.Name == name));
    }

    private static byte[] Pixels(byte[] encoded)
    {
        using var image = s_decoder.Decode(encoded, new DecodeGeometry(ResizeRule.Stretch, 32, 32, ApplyOrientation: true));
        return image.Rgb.ToArray();
    }

    private static (byte R, byte G, byte B) Pixel(byte[] rgb, int x, int y) => (rgb[(y * 32 + x) * 3], rgb[(y * 32 + x) * 3 + 1], rgb[(y * 32 + x) * 3 + 2]);
}
