using System.ComponentModel;
using ImageRetrieval.ServiceDefaults.Text;

namespace ImageRetrieval.Api.Embeddings;

/// <summary>The body of <c>POST /v1/embeddings</c>.</summary>
internal sealed record EmbeddingsRequest
{
    internal const int MostImages = 64;
    internal const string Floats = "float";
    internal const string Base64 = "base64";

    [Description("The model; by default resnet50 when it is loaded, otherwise the first of --models.")]
    public string? Model { get; init; }

    [Description("The bytes of 1..64 images: base64 in JSON, binary in MessagePack.")]
    public IReadOnlyList<byte[]> Images { get; init; } = [];

    [Description("How the vectors are written in JSON: float (numbers) or base64 (of little-endian float32). In MessagePack they are always binary.")]
    public string EncodingFormat { get; init; } = Floats;

    /// <exception cref="RefusalException">A value is out of range; the message names it.</exception>
    internal void Validate()
    {
        if (Images.Count is < 1 or > MostImages)
            throw RefusalException.BadRequest($"The request has {Images.Count} images; it must have 1..{MostImages}.");
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
