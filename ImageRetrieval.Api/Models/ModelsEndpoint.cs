using ImageRetrieval.Api.Docs;
using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.UrlQueries;
using ImageRetrieval.Collection.Search;
using ImageRetrieval.Vision.Embedding;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Models;

/// <summary><c>GET /v1/models</c>: which models can be searched, and what each of them holds.</summary>
internal static class ModelsEndpoint
{
    internal static void MapModels(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/models", Models).Named("listModels", "List models", "The models and their indexes.").WithTags("models").WithExamples("""{"default":"resnet50","models":[{"name":"resnet50","description":"ResNet-50 v1 trained on ImageNet.","state":"ready","reason":null,"dimension":2048,"licence":"Apache-2.0","images":10000,"embeddingSpace":"resnet50/3f03fdef724b","snapshotVersion":"00000007","snapshotCreated":"2026-01-31T12:00:00+00:00"}],"urlQueries":false}""");

    private static Ok<ModelsAnswer> Models(ICollectionIndexes indexes, ModelChoice models, ModelLoader loader, IOptions<UrlQueryOptions> urls) =>
        TypedResults.Ok(new ModelsAnswer(models.Default, [.. indexes.Models.Select(name => Describe(name, indexes, loader))], urls.Value.Enabled));

    private static ModelAnswer Describe(string name, ICollectionIndexes indexes, ModelLoader loader)
    {
        var entry = loader.List.Find(name);
        var current = indexes.CurrentOf(name);
        return new ModelAnswer(
            name,
            entry.Description,
            current is not null ? "ready" : indexes.StateOf(name) == IndexState.Failed ? "failed" : "building",
            indexes.FailureOf(name) is null ? null : "Its newest snapshot cannot be used; the Api's log says why.",
            entry.Dimension,
            entry.Licence,
            current?.Count ?? 0,
            current?.EmbeddingSpace,
            current?.Version,
            current?.Created);
    }
}
