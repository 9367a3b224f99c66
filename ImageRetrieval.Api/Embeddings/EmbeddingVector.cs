using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace ImageRetrieval.Api.Embeddings;

/// <summary>A vector of an answer: in JSON numbers or base64, in MessagePack binary.</summary>
/// <param name="Components">One float for each dimension.</param>
/// <param name="AsBase64">Whether JSON has it as base64 of little-endian float32.</param>
[JsonConverter(typeof(EmbeddingVectorConverter))]
internal readonly record struct EmbeddingVector(float[] Components, bool AsBase64)
{
    /// <summary>The components as little-endian float32, 4 bytes each.</summary>
    internal ReadOnlySpan<byte> ToBytes()
    {
        if (BitConverter.IsLittleEndian)
            return MemoryMarshal.AsBytes<float>(Components);
        var bytes = new byte[Components.Length * sizeof(float)];
        for (var i = 0; i < Components.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), Components[i]);
        return bytes;
    }

    /// <summary>Components from little-endian float32.</summary>
    /// <exception cref="RefusalException">The number of bytes is not a multiple of 4.</exception>
    internal static float[] FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % sizeof(float) != 0)
            throw RefusalException.BadRequest($"An embedding has {bytes.Length} bytes; it must be a multiple of 4: each component is a little-endian float32.");
        var components = new float[bytes.Length / sizeof(float)];
        for (var i = 0; i < components.Length; i++)
            components[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
        return components;
    }
}
