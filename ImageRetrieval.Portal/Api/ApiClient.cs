using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using ImageRetrieval.Portal.Uploads;
using Polly;

namespace ImageRetrieval.Portal.Api;

/// <summary>The Portal's only client of the Api. Failures are thrown as <see cref="ApiException"/>.</summary>
internal sealed class ApiClient(HttpClient http)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    internal Task<ApiModels> GetModelsAsync(CancellationToken token) =>
        GetAsync<ApiModels>("v1/models", token);

    internal Task<ApiIngest> GetIngestAsync(CancellationToken token) =>
        GetAsync<ApiIngest>("v1/ingest", token);

    internal Task<ApiStatistics> GetStatisticsAsync(CancellationToken token) =>
        GetAsync<ApiStatistics>("v1/stats", token);

    internal Task<ApiSnapshots> GetSnapshotsAsync(CancellationToken token) =>
        GetAsync<ApiSnapshots>("v1/snapshots", token);

    /// <param name="model">The model.</param>
    /// <param name="from">The earlier version of its index.</param>
    /// <param name="to">The later version; null for the current one.</param>
    /// <param name="limit">Images to return of each kind.</param>
    /// <param name="token">Cancels the request.</param>
    internal Task<ApiChanges> GetChangesAsync(string model, string from, string? to, int limit, CancellationToken token) =>
        GetAsync<ApiChanges>(
            $"v1/snapshots/changes?model={Uri.EscapeDataString(model)}&from={Uri.EscapeDataString(from)}&limit={limit.ToString(CultureInfo.InvariantCulture)}"
            + (to is null ? "" : "&to=" + Uri.EscapeDataString(to)), token);

    internal Task<ApiImage> GetImageAsync(string id, CancellationToken token) =>
        ImagePath.TryGet(id, "", out var path) ? GetAsync<ApiImage>(path, token) : throw new ApiException(ApiProblem.UnknownImage);

    /// <param name="query">What to list: <c>limit</c>, <c>offset</c>, <c>spread</c>, <c>model</c>, <c>filter</c>, escaped.</param>
    /// <param name="token">Cancels the request.</param>
    internal Task<ApiImages> GetImagesAsync(string query, CancellationToken token) =>
        GetAsync<ApiImages>("v1/images?" + query, token);

    /// <param name="model">The model whose index is counted; null for the default one.</param>
    /// <param name="filter">A condition as JSON; null for all images.</param>
    /// <param name="values">The maximum number of values per column.</param>
    /// <param name="token">Cancels the request.</param>
    internal Task<ApiFacets> GetFacetsAsync(string? model, string? filter, int values, CancellationToken token) =>
        GetAsync<ApiFacets>(
            $"v1/facets?values={values.ToString(CultureInfo.InvariantCulture)}"
            + (model is null ? "" : "&model=" + Uri.EscapeDataString(model)) + (filter is null ? "" : "&filter=" + Uri.EscapeDataString(filter)), token);

    /// <param name="query">Which groups: <c>level</c>, <c>threshold</c>, <c>limit</c>, <c>offset</c> and so on, escaped.</param>
    /// <param name="token">Cancels the request.</param>
    public Task<ApiDuplicates> GetDuplicatesAsync(string query, CancellationToken token) =>
        GetAsync<ApiDuplicates>("v1/duplicates?" + query, token);

    /// <param name="query">Which map: <c>model</c>, <c>points</c>, escaped.</param>
    /// <param name="token">Cancels the request.</param>
    public Task<ApiMap> GetMapAsync(string query, CancellationToken token) =>
        GetAsync<ApiMap>("v1/map?" + query, token);

    /// <summary>Opens a map to forward it; the caller disposes the answer, whatever its status.</summary>
    public Task<HttpResponseMessage> OpenMapAsync(string query, HttpRequestMessage request, CancellationToken token)
    {
        request.RequestUri = new Uri("v1/map?" + query, UriKind.Relative);
        return AskAsync(() => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), token);
    }

    /// <summary>Searches. The request refers to the pictures by their position: <c>f0</c>, <c>f1</c> and so on.</summary>
    internal Task<ApiSearchAnswer> SearchAsync(JsonObject request, IReadOnlyList<UploadedPicture> pictures, CancellationToken token) =>
        AskAsync(async () =>
        {
            using var body = Body(request, pictures);
            using var response = await http.PostAsync(new Uri("v1/search", UriKind.Relative), body, token);
            return await ReadAsync<ApiSearchAnswer>(response, token);
        }, token);

    /// <summary>Searches with each of the pictures on its own.</summary>
    /// <param name="count">The number of hits of each.</param>
    /// <param name="model">The model; null for the default one.</param>
    /// <param name="pictures">At most 64 files.</param>
    /// <param name="token">Cancels the request.</param>
    public Task<ApiBatch> SearchBatchAsync(int count, string? model, IReadOnlyList<byte[]> pictures, CancellationToken token) =>
        AskAsync(async () =>
        {
            // As for a single search: copies are folded, and a picture that is in the collection is found.
            using var form = new MultipartFormDataContent
            {
                { new StringContent(count.ToString(CultureInfo.InvariantCulture)), "k" }, { new StringContent("false"), "dedupe" }, { new StringContent("bytes"), "group" },
            };
            if (model is not null)
                form.Add(new StringContent(model), "model");
            Add(form, pictures);
            using var response = await http.PostAsync(new Uri("v1/search/batch", UriKind.Relative), form, token);
            return await ReadAsync<ApiBatch>(response, token);
        }, token);

    /// <summary>Sends the Worker a command: <c>retry</c>, <c>pause</c>, <c>resume</c>, <c>rebuild</c> or <c>pin</c>.</summary>
    internal Task CommandAsync(string commandAndQuery, CancellationToken token) =>
        AskAsync(async () =>
        {
            using var response = await http.PostAsync(new Uri("v1/ingest/" + commandAndQuery, UriKind.Relative), null, token);
            return response.IsSuccessStatusCode ? true : throw await ApiErrors.ReadAsync(response, token);
        }, token);

    /// <param name="query">Which failures: <c>reason</c>, <c>host</c>, <c>limit</c>, <c>offset</c>, escaped.</param>
    /// <param name="token">Cancels the request.</param>
    public Task<ApiFailures> GetFailuresAsync(string query, CancellationToken token) =>
        GetAsync<ApiFailures>("v1/ingest/failures?" + query, token);

    /// <param name="query">Empty for all failures; otherwise a question mark and <c>id</c>, or <c>reason</c> and <c>host</c>, escaped.</param>
    /// <param name="token">Cancels the request.</param>
    public Task<ApiRetry> RetryAsync(string query, CancellationToken token) =>
        AskAsync(async () =>
        {
            using var response = await http.PostAsync(new Uri("v1/ingest/retry" + query, UriKind.Relative), null, token);
            return await ReadAsync<ApiRetry>(response, token);
        }, token);

    /// <summary>Opens the stream of the Worker's progress; the caller disposes the answer, whatever its status.</summary>
    internal Task<HttpResponseMessage> OpenIngestStreamAsync(CancellationToken token) =>
        AskAsync(() => http.GetAsync(new Uri("v1/ingest/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, token), token);

    /// <summary>The bytes of an indexed image.</summary>
    internal async Task<byte[]> GetOriginalAsync(string id, CancellationToken token)
    {
        using var response = await OpenImageAsync(id, "original", new HttpRequestMessage(), token);
        if (!response.IsSuccessStatusCode)
            throw await ApiErrors.ReadAsync(response, token);
        return await AskAsync(() => response.Content.ReadAsByteArrayAsync(token), token);
    }

    /// <summary>Opens a picture of an image to forward it; the caller disposes the answer, whatever its status.</summary>
    internal Task<HttpResponseMessage> OpenImageAsync(string id, string pictureAndQuery, HttpRequestMessage request, CancellationToken token)
    {
        if (!ImagePath.TryGet(id, pictureAndQuery, out var path))
            throw new ApiException(ApiProblem.UnknownImage);
        request.RequestUri = new Uri(path, UriKind.Relative);
        return AskAsync(() => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), token);
    }

    private static HttpContent Body(JsonObject request, IReadOnlyList<UploadedPicture> pictures)
    {
        if (pictures.Count == 0)
            return JsonContent.Create(request);
        var form = new MultipartFormDataContent { { new StringContent(request.ToJsonString()), "request" } };
        Add(form, [.. pictures.Select(picture => picture.Bytes)]);
        return form;
    }

    private static void Add(MultipartFormDataContent form, IReadOnlyList<byte[]> pictures)
    {
        for (var i = 0; i < pictures.Count; i++)
        {
            var file = new ByteArrayContent(pictures[i]);
            file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            form.Add(file, "f" + i.ToString(CultureInfo.InvariantCulture), "picture");
        }
    }

    private Task<T> GetAsync<T>(string path, CancellationToken token) =>
        AskAsync(async () =>
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative), token);
            return await ReadAsync<T>(response, token);
        }, token);

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken token) => response.IsSuccessStatusCode
        ? await response.Content.ReadFromJsonAsync<T>(s_json, token) ?? throw new JsonException("null")
        : throw await ApiErrors.ReadAsync(response, token);

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken token)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (e is HttpRequestException or IOException or ExecutionRejectedException
            || (e is OperationCanceledException && !token.IsCancellationRequested))
        {
            throw new ApiException(ApiProblem.Down, inner: e);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or NotSupportedException)
        {
            throw new ApiException(ApiProblem.Failed, inner: e);
        }
    }
}
