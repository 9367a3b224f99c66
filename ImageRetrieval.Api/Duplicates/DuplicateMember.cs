namespace ImageRetrieval.Api.Duplicates;

/// <summary>An image that is a copy of another one.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Level">How it is a copy: <c>bytes</c>, <c>picture</c> or <c>edited</c>.</param>
/// <param name="Similarity">To the kept image of its group, or to the query picture, 0..1.</param>
/// <param name="Url">Where it was downloaded.</param>
/// <param name="Name">Its file name.</param>
/// <param name="Bytes">Size of its file in bytes; null when unknown.</param>
/// <param name="Width">Pixels, upright; null when unknown.</param>
/// <param name="Height">Pixels, upright; null when unknown.</param>
/// <param name="Thumbnail">Address of a small picture.</param>
/// <param name="Original">Address of the downloaded bytes.</param>
internal sealed record DuplicateMember(
    string Id,
    string Level,
    double Similarity,
    string Url,
    string Name,
    long? Bytes,
    int? Width,
    int? Height,
    string Thumbnail,
    string Original);
