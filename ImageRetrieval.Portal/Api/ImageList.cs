namespace ImageRetrieval.Portal.Api;

/// <summary>The answer of <c>GET /v1/images</c>.</summary>
internal sealed record ImageList(long Total, IReadOnlyList<ImageDetails> Items)
{
    public static readonly ImageList Empty = new(0, []);
}
