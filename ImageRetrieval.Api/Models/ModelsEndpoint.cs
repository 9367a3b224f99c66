using ImageRetrieval.Api.Docs;
using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.UrlQueries;
using ImageRetrieval.Vision.Embedding;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Models;

/// <summary><c>GET /v1/models</c>: which models can be searched, and what each of them holds.</summary>
internal static class ModelsEndpoint
{
    internal static void MapModels(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/models", Models).WithTags("models").WithSummary("The models and their indexes.").WithExamples("""{"default":"resnet50","models":[{"name":"resnet50","description":"ResNet-50 v1 trained on ImageNet.","state":"ready","reason":null,"dimension":2048,"licence":"Apache-2.0","images":10000,"embeddingSpace":"resnet50/3f03fdef724b","snapshotVersion":"00000007","snapshotCreated":"2026-01-31T12:00:00+00:00"}],"urlQueries":false}""");

    private static Ok<ModelsAnswer> Models(LiveIndex index, ModelLoader loader, IOptions<UrlQueryOptions> urls) =>
        TypedResults.Ok(new ModelsAnswer(index.Default, [.. index.Models.Select(name => Describe(name, index, loader))], urls.Value.Enabled));

    private static ModelAnswer Describe(string name, LiveIndex index, ModelLoader loader)
    {
        var entry = loader.List.Find(name);
        using var lease = index.Acquire(name);
        var manifest = lease?.Snapshot.Manifest;
        return new ModelAnswer(
            name,
            entry.Description,
            manifest is not null ? "ready" : index.StateOf(name) == ModelState.Failed ? "failed" : "building",
            index.FailureOf(name) is null ? null : "Its newest snapshot cannot be used; the Api's log says why.",
            entry.Dimension,
            entry.Licence,
            manifest?.Count ?? 0,
            manifest?.EmbeddingSpace,
            manifest?.Version,
            manifest?.Created);
    }
}
