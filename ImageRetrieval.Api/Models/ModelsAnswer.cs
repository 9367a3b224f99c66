namespace ImageRetrieval.Api.Models;

/// <summary>The answer of <c>GET /v1/models</c>.</summary>
/// <param name="Default">The model of searches that name none.</param>
/// <param name="Models">The models of <c>--models</c>, in their order.</param>
/// <param name="UrlQueries">Whether a search may name its image by <c>url</c>; otherwise the answer is <c>url_queries_off</c>.</param>
internal sealed record ModelsAnswer(string Default, IReadOnlyList<ModelAnswer> Models, bool UrlQueries);
