using System.ComponentModel;
using System.Text.Json.Serialization;
using ImageRetrieval.Vision.Decoding;

namespace ImageRetrieval.Api.Search;

/// <summary>One thing to search with. Exactly one of <c>id</c>, <c>url</c>, <c>embedding</c>, <c>image</c> and <c>upload</c> is given.</summary>
internal sealed record QueryPart
{
    [Description("An indexed image."), JsonConverter(typeof(TextIdConverter))]
    public string? Id { get; init; }

    [Description("The URL of an image; disabled by default (Api:UrlQueries:Enabled).")]
    public string? Url { get; init; }

    [Description("A vector in the model's space, of any length except zero: numbers, or base64 of little-endian float32; binary in MessagePack."), JsonConverter(typeof(EmbeddingConverter))]
    public float[]? Embedding { get; init; }

    [Description("An image's bytes: in JSON base64, any variant, or a data: URL; in MessagePack binary.")]
    public byte[]? Image { get; init; }

    [Description("The name of a file part of the same multipart request.")]
    public string? Upload { get; init; }

    [Description("-100..100, not 0: positive for more of this, negative for less of it.")]
    public double Weight { get; init; } = 1;

    [Description("The region of the picture to use, as fractions of its sides; also for an indexed image.")]
    public CropBox? Crop { get; init; }

    /// <summary>Whether it is an image that must be decoded: a picture of the client's, or a part of an indexed one.</summary>
    [JsonIgnore]
    internal bool IsPicture => Url is not null || Image is not null || Upload is not null || IsPartOfIndexed;

    /// <summary>Whether it is a part of an indexed image: what is stored is the whole's embedding.</summary>
    [JsonIgnore]
    internal bool IsPartOfIndexed => Id is not null && Crop is not null;

    /// <summary>What it is, for the answer.</summary>
    [JsonIgnore]
    internal string Kind => Id is not null ? "id" : Url is not null ? "url" : Embedding is not null ? "embedding" : Image is not null ? "image" : "upload";

    [JsonIgnore]
    internal int Sources => new object?[] { Id, Url, Embedding, Image, Upload }.Count(source => source is not null);
}
