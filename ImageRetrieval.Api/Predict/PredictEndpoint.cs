using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Search;
using ImageRetrieval.VectorIndex;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.Api.Predict;

/// <summary>
/// <c>POST /predict</c>: the route of the system that this one replaces, with its field names, its answers and its
/// errors. The wire names live here and in <see cref="PredictForm"/> and <see cref="PredictAnswer"/> alone.
/// </summary>
internal static class PredictEndpoint
{
    private const int RetryAfterSeconds = 5;

    internal static void MapPredict(this IEndpointRouteBuilder routes)
    {
        // One pattern answers /predict and /predict/, without a redirect.
        routes.MapPost("/predict", PredictAsync)
            .DisableAntiforgery()
            .WithName("predict")
            .WithSummary("The indexed images that are most similar to an uploaded one.")
            .WithTags("search")
            .AddOpenApiOperationTransformer(PredictDescription.Apply);
    }

    private static async Task<IResult> PredictAsync(HttpContext http, LiveIndex index, ModelLoader loader, ImageSearch search, ILoggerFactory loggers, CancellationToken token)
    {
        try
        {
            var form = await PredictForm.ReadAsync(http.Request, index.Default, token);
            if (form.UsesAlias)
                WarnOfAlias(http.Response);
            using var lease = index.Acquire(form.Model) ?? throw NoIndex(index, loader, form.Model, http.Response);
            var embedding = await search.EmbedAsync(lease, form.Image, token);
            var hits = search.Search(lease, embedding, form.Count, hit => !form.IgnoreDuplicate || !IsQuery(lease.Snapshot, hit.ImageId, form));
            return new PredictAnswer(form.Model, form.Count, form.Fields, [.. hits.Select(hit => new PredictHit(hit.ImageId, NameOf(lease.Snapshot, hit.ImageId), hit.Score))]);
        }
        catch (PredictException refusal)
        {
            return Results.Json(refusal.Body, statusCode: refusal.Status);
        }
        catch (ImageDecodeException refusal)
        {
            Log.QueryRefused(loggers.CreateLogger(typeof(PredictEndpoint)), refusal.Message, refusal.Detail);
            return Results.Json(new { error = "Could not preprocess the image." }, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (EmbeddingException refusal)
        {
            return Results.Json(PredictException.Error(refusal.Message), statusCode: StatusCodes.Status400BadRequest);
        }
    }

    /// <summary>
    /// Whether a hit is the query image itself: the same bytes, or, as the replaced system had it, the same file name.
    /// </summary>
    private static bool IsQuery(Snapshot snapshot, string imageId, PredictForm form)
    {
        if (!snapshot.TryGetItem(imageId, out var item))
            return false;
        return (form.FileName.Length > 0 && item.Fields.GetValueOrDefault("name") == form.FileName)
            || item.Fields.GetValueOrDefault("sha256") == form.Sha256;
    }

    private static string NameOf(Snapshot snapshot, string imageId) =>
        snapshot.TryGetItem(imageId, out var item) ? item.Fields.GetValueOrDefault("name", imageId) : imageId;

    private static PredictException NoIndex(LiveIndex index, ModelLoader loader, string model, HttpResponse response)
    {
        if (!index.Models.Contains(model))
        {
            var loaded = string.Join(", ", index.Models);
            return PredictException.BadRequest(loader.List.Models.Any(entry => entry.Name == model)
                ? $"Model '{model}' is not loaded: loaded are {loaded}. Start the system with --models {model} to use it."
                : $"There is no model '{model}': loaded are {loaded}.");
        }

        response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new PredictException(StatusCodes.Status503ServiceUnavailable, PredictException.Error(index.StateOf(model) == ModelState.Failed
            ? $"The index of model '{model}' cannot be used; the Api's log says why."
            : $"The index of model '{model}' is not built yet: the Worker builds it, and GET /v1/ingest tells how far it is."));
    }

    private static void WarnOfAlias(HttpResponse response)
    {
        response.Headers["Deprecation"] = "true";
        response.Headers.Warning = "299 - \"The field image_model_name is deprecated: use model_name.\"";
    }
}
