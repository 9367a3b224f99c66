using System.ComponentModel;
using ImageRetrieval.Api.Docs;
using ImageRetrieval.Api.Images;
using ImageRetrieval.Api.Safety;
using ImageRetrieval.Api.Wire;

namespace ImageRetrieval.Api.Embeddings;

/// <summary><c>POST /v1/embeddings</c> and <c>GET /v1/images/{id}/embedding</c>: the vectors themselves.</summary>
internal static class EmbeddingsEndpoints
{
    internal static void MapEmbeddings(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/embeddings", EmbedAsync)
            .DisableAntiforgery()
            .AddEndpointFilter<Refusals>()
            .Named("embed", "Embed pictures", "The embeddings of up to 64 pictures.")
            .WithTags("embeddings")
            .Accepts<EmbeddingsRequest>(WireFormats.Json, "multipart/form-data", WireFormats.MessagePack, WireFormats.MessagePackShort, WireFormats.MessagePackVendor, "image/*", "application/octet-stream")
            .WithExamples(EmbeddingsDescription.Answer, EmbeddingsDescription.Problems)
            .WithBodies(EmbeddingsDescription.Form(), EmbeddingsDescription.Requests)
            .WithMessagePackBody(EmbeddingsDescription.MessagePackBody)
            .WithMessagePackAnswer(EmbeddingsDescription.MessagePackAnswer)
            .WithImageBody();
        routes.MapStored(ImageAddress.Routed, "getEmbedding", "Get an embedding", "");
        routes.MapStored(ImageAddress.Queried, "getEmbeddingOfAnyId", "Get an embedding, any ID", " For any id.");
    }

    private static void MapStored(this IEndpointRouteBuilder routes, string address, string id, string name, string remark) =>
        routes.MapGet(address + "/embedding", StoredAsync)
            .AddEndpointFilter<Refusals>()
            .Named(id, name, "The stored embedding of an indexed image." + remark)
            .WithTags("embeddings")
            .WithSampleId()
            .WithExamples(EmbeddingsDescription.StoredAnswer, EmbeddingsDescription.StoredProblems)
            .WithMessagePackAnswer(EmbeddingsDescription.MessagePackAnswer);

    private static async Task<Negotiated<EmbeddingsAnswer>> EmbedAsync(
        HttpContext http,
        EmbeddingsService service,
        ClientRates rates,
        [Description("The model, when the body is a single image.")] string? model = null,
        [Description("float or base64, when the body is a single image.")] string? encodingFormat = null,
        CancellationToken token = default)
    {
        var request = await EmbeddingsBody.ReadAsync(http.Request, model, encodingFormat, token);
        rates.Charge(http, Math.Min(request.Images.Count, EmbeddingsRequest.MostImages));
        return new(await service.EmbedAsync(request, RequestTrace.IdOf(http), token));
    }

    private static async Task<Negotiated<ImageEmbeddingAnswer>> StoredAsync(
        string id,
        EmbeddingsService service,
        [Description("The model; by default resnet50 when it is loaded, otherwise the first of --models.")] string? model = null,
        [Description("How the vector is written in JSON: float (numbers) or base64 (of little-endian float32).")] string encodingFormat = EmbeddingsRequest.Floats,
        CancellationToken token = default) =>
        new(await service.FindAsync(id, model, encodingFormat, token));
}
