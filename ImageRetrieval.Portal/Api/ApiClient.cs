using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ImageRetrieval.Portal.Search;
using Polly;

namespace ImageRetrieval.Portal.Api;

/// <summary>The one door to the Api. What goes wrong behind it comes out as <see cref="ApiException"/>.</summary>
internal sealed class ApiClient(HttpClient http)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    public Task<ModelList> GetModelsAsync(CancellationToken cancellationToken) =>
        GetAsync<ModelList>("v1/models", cancellationToken);

    public Task<IngestProgress> GetIngestAsync(CancellationToken cancellationToken) =>
        GetAsync<IngestProgress>("v1/ingest", cancellationToken);

    public Task<ImageList> GetImagesAsync(int limit, CancellationToken cancellationToken) =>
        GetAsync<ImageList>($"v1/images?limit={limit.ToString(CultureInfo.InvariantCulture)}", cancellationToken);

    public Task<ImageDetails> GetImageAsync(string id, CancellationToken cancellationToken) =>
        ImagePath.TryGet(id, out var path) ? GetAsync<ImageDetails>(path, cancellationToken) : throw new ApiException(ApiProblem.UnknownImage);

    /// <summary>The bytes of an indexed image, to search with.</summary>
    public async Task<byte[]> GetOriginalAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await OpenImageAsync(id, "original", new HttpRequestMessage(), cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw await ApiErrors.ReadAsync(response, cancellationToken);
        return await AskAsync(() => response.Content.ReadAsByteArrayAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Opens a picture of an image for passing on; the caller disposes the answer, whatever its status.</summary>
    public Task<HttpResponseMessage> OpenImageAsync(string id, string pictureAndQuery, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!ImagePath.TryGet(id, out var path))
            throw new ApiException(ApiProblem.UnknownImage);
        request.RequestUri = new Uri($"{path}/{pictureAndQuery}", UriKind.Relative);
        return AskAsync(() => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken), cancellationToken);
    }

    public Task<Prediction> PredictAsync(QueryPicture picture, string? model, int count, bool ignoreDuplicate, CancellationToken cancellationToken) =>
        AskAsync(async () =>
        {
            // Bytes, not a stream: a resilience handler may have to send them twice.
            using var file = new ByteArrayContent(picture.Bytes);
            file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            using var form = new MultipartFormDataContent
            {
                { file, "file", picture.WireName },
                { new StringContent(count.ToString(CultureInfo.InvariantCulture)), "nb_similar_images" },
                { new StringContent("id,name,score"), "retrieved_ref" },
                { new StringContent(ignoreDuplicate ? "true" : "false"), "ignore_duplicate" },
            };
            if (model is not null)
                form.Add(new StringContent(model), "model_name");

            using var response = await http.PostAsync(new Uri("predict", UriKind.Relative), form, cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw await ApiErrors.ReadAsync(response, cancellationToken);
            return Prediction.Parse(await response.Content.ReadFromJsonAsync<JsonElement>(s_json, cancellationToken), s_json);
        }, cancellationToken);

    private Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        AskAsync(async () =>
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw await ApiErrors.ReadAsync(response, cancellationToken);
            return await response.Content.ReadFromJsonAsync<T>(s_json, cancellationToken) ?? throw new JsonException("null");
        }, cancellationToken);

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (e is HttpRequestException or IOException or ExecutionRejectedException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ApiException(ApiProblem.Down, inner: e);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ApiException(ApiProblem.Failed, inner: e);
        }
    }
}
