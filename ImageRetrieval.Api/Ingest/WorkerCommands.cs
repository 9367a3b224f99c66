using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Polly;

namespace ImageRetrieval.Api.Ingest;

/// <summary>Forwards commands to the Worker, with the Worker's own key, and returns its answers.</summary>
internal sealed class WorkerCommands(IHttpClientFactory clients, IOptions<WorkerOptions> options, IConfiguration configuration, TimeProvider clock, ILogger<WorkerCommands> logger)
{
    /// <summary>The name of the HTTP client, and of the service.</summary>
    internal const string Name = "worker";

    /// <summary>The Worker's own option: the AppHost gives both programs the same.</summary>
    private const string KeyOption = "Status:Key";
    private const int RetryAfterSeconds = 5;

    /// <summary>The Worker ignores what arrives later: Unix milliseconds.</summary>
    private const string ExpiresHeader = "X-Command-Expires";

    // An answer that is on its way at the last moment still counts.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(1);

    /// <param name="command">Path and query of the Worker's command.</param>
    /// <param name="token">Cancels waiting.</param>
    /// <exception cref="RefusalException">There is no Worker, it is not responding (503), or it rejects the command.</exception>
    internal Task<JsonObject> SendAsync(string command, CancellationToken token) => SendAsync(HttpMethod.Post, command, token);

    /// <param name="path">Path and query of the request.</param>
    /// <param name="token">Cancels waiting.</param>
    /// <exception cref="RefusalException">There is no Worker, it is not responding (503), or it rejects the request.</exception>
    internal Task<JsonObject> ReadAsync(string path, CancellationToken token) => SendAsync(HttpMethod.Get, path, token);

    private async Task<JsonObject> SendAsync(HttpMethod method, string command, CancellationToken token)
    {
        var address = Address ?? throw Unavailable("The Worker's address is unknown: start the system with the AppHost, or set Worker:Address.");
        using var request = new HttpRequestMessage(method, new Uri(address, command));
        var limit = TimeSpan.FromSeconds(options.Value.CommandSeconds);
        request.Headers.Add(ExpiresHeader, (clock.GetUtcNow() + limit).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(token);
        end.CancelAfter(limit + s_grace);
        if (configuration[KeyOption] is { Length: > 0 } key)
            request.Headers.Add("X-Api-Key", key);
        try
        {
            using var client = clients.CreateClient(Name);
            using var response = await client.SendAsync(request, end.Token);
            return await AnswerAsync(response, end.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            Log.WorkerSilent(logger, address, "timeout");
            throw Unavailable($"The Worker at {address} did not respond within {limit.TotalSeconds} s; if it receives this command later, it will not execute it. Check the Worker, or restart it.");
        }
        catch (Exception error) when (error is HttpRequestException or ExecutionRejectedException)
        {
            Log.WorkerSilent(logger, address, error.Message);
            throw Unavailable($"The Worker at {address} is not responding: start it, or correct Worker:Address.");
        }
    }

    // Service discovery resolves the name at that moment.
    private Uri? Address =>
        options.Value.Address is { Length: > 0 } address ? new Uri(address)
        : configuration.GetSection($"services:{Name}").Exists() ? new Uri($"http://{Name}")
        : null;

    private static async Task<JsonObject> AnswerAsync(HttpResponseMessage response, CancellationToken token)
    {
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            throw Unavailable($"The Worker rejected the Api's key: give both programs the same {KeyOption}.");
        var answer = await ReadAsync(response, token);
        if (response.IsSuccessStatusCode && answer is not null)
            return answer;
        throw response.StatusCode is HttpStatusCode.BadRequest && answer?["detail"]?.GetValue<string>() is { } detail
            ? RefusalException.BadRequest(detail)
            : response.StatusCode is HttpStatusCode.NotFound && answer?["detail"]?.GetValue<string>() is { } missing
            ? RefusalException.NotFound(missing)
            : response.StatusCode == HttpStatusCode.RequestTimeout && answer?["detail"]?.GetValue<string>() is { } late
            ? Unavailable(late)
            : Unavailable($"The Worker responded to the command with status {(int)response.StatusCode}: see its log.");
    }

    private static async Task<JsonObject?> ReadAsync(HttpResponseMessage response, CancellationToken token)
    {
        try
        {
            return JsonNode.Parse(await response.Content.ReadAsByteArrayAsync(token)) as JsonObject;
        }
        catch (JsonException)
        {
            return null; // only the status shows what is wrong then
        }
    }

    private static RefusalException Unavailable(string detail) => RefusalException.Unavailable(detail, RetryAfterSeconds);
}
