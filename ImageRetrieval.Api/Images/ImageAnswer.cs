namespace ImageRetrieval.Api.Images;

/// <summary>What <c>GET /v1/images/{id}</c> says of an indexed image.</summary>
internal sealed record ImageAnswer(
    string Id,
    string Url,
    string Name,
    IReadOnlyDictionary<string, string> Metadata,
    int? Width,
    int? Height,
    string Thumbnail,
    string Original);
