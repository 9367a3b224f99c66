using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;

namespace ImageRetrieval.Vision.Tests;

/// <summary>JPEG files made from drawn pixels.</summary>
internal static class Encoded
{
    public static byte[] Jpeg(int width, int height) => ToJpeg(TestImages.Png(width, height, (x, y) => ((byte)(x * 3), (byte)(y * 5), (byte)(x ^ y))));

    /// <summary>The same 96 x 64 picture, stored turned or mirrored, with the EXIF orientation that undoes it.</summary>
    public static byte[] Oriented(int orientation)
    {
        const int width = 96, height = 64;
        var swap = orientation >= 5;
        var jpeg = ToJpeg(TestImages.Png(swap ? height : width, swap ? width : height, (x, y) =>
        {
            // From a stored place to the seen place, after the table in EXIF 2.3, section 4.6.4.
            var (seenX, seenY) = orientation switch
            {
                1 => (x, y),
                2 => (width - 1 - x, y),
                3 => (width - 1 - x, height - 1 - y),
                4 => (x, height - 1 - y),
                5 => (y, x),
                6 => (width - 1 - y, x),
                7 => (width - 1 - y, height - 1 - x),
                _ => (y, height - 1 - x),
            };
            return ((byte)(seenX * 2), (byte)(seenY * 3), (byte)(seenX > 48 && seenY > 32 ? 255 : 0));
        }));
        return WithOrientation(jpeg, (byte)orientation);
    }

    /// <summary>A JPEG that carries a profile. CMYK is made of the pixels; numbers of another RGB stay what they are.</summary>
    /// <param name="png">The pixels.</param>
    /// <param name="profile">A profile that libvips has: <c>p3</c>, <c>cmyk</c>.</param>
    public static byte[] InProfile(byte[] png, string profile) => ToJpeg(png, $"Q=100,keep=icc,subsample-mode=off,profile={profile}");

    /// <summary>The same drawn picture in any format, with the saver's options.</summary>
    /// <param name="suffix">For instance <c>.avif</c>.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="options">For instance <c>Q=90</c>.</param>
    public static byte[] As(string suffix, int width, int height, FormattableString options) =>
        Save(TestImages.Png(width, height, (x, y) => ((byte)(x * 3), (byte)(y * 5), (byte)(x ^ y))), suffix, options);

    private static byte[] ToJpeg(byte[] png) => ToJpeg(png, $"Q=95,keep=none,subsample-mode=off");

    private static byte[] ToJpeg(byte[] png, FormattableString options) => Save(png, ".jpg", options);

    private static unsafe byte[] Save(byte[] png, string suffix, FormattableString options)
    {
        fixed (byte* data = png)
        {
            using var loader = new VipsLoader(ImageFormat.Png, data, png.Length);
            using var image = loader.Open();
            return image.Save(suffix, options);
        }
    }

    /// <summary>Puts an APP1 segment with one TIFF entry (0x0112) behind the start marker.</summary>
    private static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] tiff = [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        byte[] body = [.. "Exif\0\0"u8, .. tiff];
        return [0xFF, 0xD8, 0xFF, 0xE1, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body, .. jpeg[2..]];
    }
}
