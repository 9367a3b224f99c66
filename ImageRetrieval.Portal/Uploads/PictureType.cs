using System.Buffers.Binary;

namespace ImageRetrieval.Portal.Uploads;

/// <summary>The type of a picture by its first bytes. The type that a sender declares is ignored.</summary>
internal static class PictureType
{
    /// <summary>The content type to show them with; <c>application/octet-stream</c> when they are not of a supported picture type.</summary>
    internal static string Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] when NamesAvif(bytes) => "image/avif",
        _ => "application/octet-stream",
    };

    // The brands of the first box: the major brand alone is not enough, an AVIF may declare "mif1" first.
    private static bool NamesAvif(ReadOnlySpan<byte> bytes)
    {
        var end = Math.Min(bytes.Length, 256);
        end = (int)Math.Min((uint)end, BinaryPrimitives.ReadUInt32BigEndian(bytes));
        for (var at = 8; at + 4 <= end; at += 4)
        {
            if (bytes.Slice(at, 4) is [(byte)'a', (byte)'v', (byte)'i', (byte)'f' or (byte)'s'])
                return true;
        }
        return false;
    }
}
