using ImageRetrieval.Api.Docs;
using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Safety;
using ImageRetrieval.Api.Search;
using ImageRetrieval.Api.Stats;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.Api.Predict;

/// <summary>
/// <c>POST /predict</c>: the route of the system that this one replaces, with its field names, its answers and its
/// errors. The wire names live here and in <see cref="PredictForm"/> and <see cref="PredictAnswer"/> alone.
/// </summary>
internal static class PredictEndpoint
{
    internal static void MapPredict(this IEndpointRouteBuilder routes)
    {
        // One pattern answers /predict and /predict/, without a redirect.
        var predict = routes.MapPost("/predict", PredictAsync)
            .DisableAntiforgery()
            .Named("predict", "Search as before", "The indexed images most similar to an uploaded image, with the fields and answers of the previous system.")
            .WithTags("search")
            .AddOpenApiOperationTransformer(PredictDescription.Apply);
        PredictErrors.Mark(predict);
    }

    private static async Task<IResult> PredictAsync(HttpContext http, ModelChoice models, QueryEmbedder embedder, NearestImages nearest, WorkGate gate, SearchStats stats, ILoggerFactory loggers, CancellationToken token)
    {
        try
        {
            var form = await PredictForm.ReadAsync(http.Request, models.Default, token);
            if (form.UsesAlias)
                WarnOfAlias(http.Response);
            using var lease = await models.AcquireAsync(form.Model, token);
            var times = stats.BeginTimes();
            var embedding = await embedder.EmbedAsync(lease.Model, form.Image, null, new Asker(RequestTrace.IdOf(http)), times, token);
            var found = await gate.RunTaskAsync(
                WorkWeight.Light,
                stop => nearest.SearchAsync(lease.Index, embedding, new SearchPlan(form.Count), times, hits => form.IgnoreDuplicate ? hits.Where(hit => !IsQuery(hit.Item, form)) : hits, stop),
                token);
            stats.Searched(form.Model, times.Total);
            return new PredictAnswer(form.Model, form.Count, form.Fields, [.. found.Hits.Select(hit => new PredictHit(hit.ImageId, hit.Item.Name, hit.Score))]);
        }
        catch (PredictException refusal)
        {
            return Results.Json(refusal.Body, statusCode: refusal.Status);
        }
        catch (RefusalException refusal)
        {
            if (refusal.RetryAfterSeconds is { } seconds)
                http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Results.Json(PredictException.Error(refusal.Message), statusCode: refusal.Status);
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
    /// Whether a hit is the query image itself: the same bytes, or, as in the replaced system, the same file name.
    /// </summary>
    private static bool IsQuery(ImageItem item, PredictForm form) =>
        (form.FileName.Length > 0 && item.Fields.GetValueOrDefault(ItemFields.Name) == form.FileName) || item.Fields.GetValueOrDefault(ItemFields.Sha256) == form.Sha256;

    private static void WarnOfAlias(HttpResponse response)
    {
        response.Headers["Deprecation"] = "true";
        response.Headers.Warning = "299 - \"The field image_model_name is deprecated: use model_name.\"";
    }
}
