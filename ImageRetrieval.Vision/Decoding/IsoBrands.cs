using System.Buffers.Binary;
using System.Text;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>
/// The file type that the first box of an ISO base media file (ISO/IEC 14496-12, 4.3) declares. The major brand alone is not
/// enough: both AVIF and HEIC files may declare <c>mif1</c> first, and list the rest among their compatible brands.
/// </summary>
internal sealed class IsoBrands
{
    private static readonly string[] s_avif = ["avif", "avis", "avio"];
    private static readonly string[] s_heic = ["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs"];
    private static readonly string[] s_heif = ["mif1", "mif2", "msf1", "miaf", "MiHE", "MiHB"];
    private static readonly string[] s_video = ["isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "qt  ", "M4V ", "3gp4", "3gp5", "3gp6", "dash"];
    private static readonly string[] s_jpeg2000 = ["jp2 ", "jpx ", "jph ", "j2ki", "j2is"];
    private static readonly string[] s_jpeg = ["jpeg", "jpgs"];
    private static readonly string[] s_jpegXl = ["jxl "];
    private static readonly string[] s_canon = ["crx "];
    private static readonly string[] s_vvc = ["vvic", "vvis"];

    private readonly List<string> _brands;

    private IsoBrands(List<string> brands) => _brands = brands;

    /// <summary>Whether the file's images are coded with AV1, unless a HEIC's major brand says otherwise.</summary>
    internal bool IsAvif => Any(s_avif) && !s_heic.Contains(_brands[0]);

    /// <summary>The format's display name; null when it is unknown.</summary>
    internal string? Name =>
        Any(s_heic) ? "HEIC"
        : Any(s_jpegXl) ? "JPEG XL"
        : Any(s_jpeg2000) ? "JPEG 2000"
        : Any(s_canon) ? "CR3 raw"
        : Any(s_vvc) ? "VVC"
        : Any(s_jpeg) ? "JPEG in HEIF"
        : Any(s_heif) ? "HEIF"
        : Any(s_video) ? "MP4 video"
        : null;

    /// <summary>The brands, the major one first; null when the bytes do not begin with such a box.</summary>
    internal static IsoBrands? Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 12 || !bytes[4..].StartsWith("ftyp"u8))
            return null;
        var size = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        // A size of 1 means that a 64-bit size follows the name; 0 means a box up to the end of the file.
        var start = size == 1 ? 16 : 8;
        var end = size is 0 or 1 ? bytes.Length : (int)Math.Min(size, (uint)bytes.Length);
        // 64 brands: more than any writer lists, and a bound on the work for a crafted file.
        end = Math.Min(end, start + (4 * 66));
        var brands = new List<string>();
        for (var at = start; at + 4 <= end; at += 4)
        {
            // The major brand is followed by its version, which is not a brand.
            if (at != start + 4)
                brands.Add(Encoding.Latin1.GetString(bytes.Slice(at, 4)));
        }
        return brands.Count == 0 ? null : new IsoBrands(brands);
    }

    private bool Any(string[] names) => _brands.Any(names.Contains);
}
