using System.Text.Json.Serialization;

namespace ImageRetrieval.Api.Maps;

/// <summary>Small numbers of an answer, one for each image: in JSON a list, in MessagePack binary, little-endian.</summary>
/// <param name="Values">The numbers.</param>
/// <param name="Bytes">Bytes of each in MessagePack: 2 for 0 to 65,535, 1 for -128 to 127.</param>
[JsonConverter(typeof(PackedNumbersConverter))]
internal readonly record struct PackedNumbers(int[] Values, int Bytes)
{
    /// <summary>No numbers.</summary>
    internal static PackedNumbers None { get; } = new([], 1);

    internal byte[] ToBytes()
    {
        var bytes = new byte[Values.Length * Bytes];
        for (var i = 0; i < Values.Length; i++)
        {
            bytes[i * Bytes] = (byte)Values[i];
            if (Bytes > 1)
                bytes[(i * Bytes) + 1] = (byte)(Values[i] >> 8);
        }
        return bytes;
    }
}
