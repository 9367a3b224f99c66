using ImageRetrieval.Api.Index;
using ImageRetrieval.Vision.Embedding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ImageRetrieval.Api.Models;

/// <summary><c>GET /v1/models</c>: which models can be searched, and what each of them holds.</summary>
internal static class ModelsEndpoint
{
    internal static void MapModels(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/models", Models).WithTags("models").WithSummary("The models and their indexes.");

    private static Ok<ModelsAnswer> Models(LiveIndex index, ModelLoader loader) =>
        TypedResults.Ok(new ModelsAnswer(index.Default, [.. index.Models.Select(name => Describe(name, index, loader))]));

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
