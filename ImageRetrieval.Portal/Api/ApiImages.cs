namespace ImageRetrieval.Portal.Api;

/// <summary>The answer of <c>GET /v1/images</c>.</summary>
internal sealed record ApiImages(long Total, IReadOnlyList<ApiImage> Items)
{
    internal static readonly ApiImages Empty = new(0, []);
}
