namespace ImageRetrieval.Api.Models;

/// <summary>The answer of <c>GET /v1/models</c>.</summary>
/// <param name="Default">What a search takes that names no model.</param>
/// <param name="Models">The models of <c>--models</c>, in their order.</param>
/// <param name="UrlQueries">Whether a search may name its image by <c>url</c>; otherwise <c>url_queries_off</c> is the answer.</param>
internal sealed record ModelsAnswer(string Default, IReadOnlyList<ModelAnswer> Models, bool UrlQueries);
