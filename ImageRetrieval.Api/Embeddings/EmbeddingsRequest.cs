using System.ComponentModel;
using ImageRetrieval.ServiceDefaults.Text;

namespace ImageRetrieval.Api.Embeddings;

/// <summary>The body of <c>POST /v1/embeddings</c>.</summary>
internal sealed record EmbeddingsRequest
{
    internal const int MostImages = 64;
    internal const string Floats = "float";
    internal const string Base64 = "base64";

    [Description("The model; by default resnet50 when it is loaded, else the first of --models.")]
    public string? Model { get; init; }

    [Description("1..64 images' bytes: base64 in JSON, binary in MessagePack.")]
    public IReadOnlyList<byte[]> Images { get; init; } = [];

    [Description("How JSON has the vectors: float for numbers, base64 for base64 of little-endian float32. MessagePack always has binary.")]
    public string EncodingFormat { get; init; } = Floats;

    /// <exception cref="RefusalException">A value is out of range; the message says which.</exception>
    internal void Validate()
    {
        if (Images.Count is < 1 or > MostImages)
            throw RefusalException.BadRequest($"There are {Images.Count} images; it must be 1..{MostImages}.");
        for (var i = 0; i < Images.Count; i++)
        {
            if (Images[i] is null)
                throw RefusalException.BadRequest($"images[{i}] is null.");
        }
        IsBase64(EncodingFormat);
    }

    /// <summary>Whether JSON has vectors as base64.</summary>
    /// <exception cref="RefusalException">There is no such format.</exception>
    internal static bool IsBase64(string format) => format switch
    {
        Floats => false,
        Base64 => true,
        _ => throw RefusalException.BadRequest($"encodingFormat is '{Shortened.To(format, 50)}'; it must be {Floats} or {Base64}."),
    };
}
