namespace ImageRetrieval.Api.Images;

/// <summary>An indexed image in the answer of <c>GET /v1/images/{id}</c>.</summary>
internal sealed record ImageAnswer(
    string Id,
    string Url,
    string Name,
    IReadOnlyDictionary<string, string> Metadata,
    int? Width,
    int? Height,
    string Thumbnail,
    string Original);
