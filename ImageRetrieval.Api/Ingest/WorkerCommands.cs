using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Polly;

namespace ImageRetrieval.Api.Ingest;

/// <summary>Hands commands on to the Worker, with the Worker's own key, and its answers back.</summary>
internal sealed class WorkerCommands(IHttpClientFactory clients, IOptions<WorkerOptions> options, IConfiguration configuration, ILogger<WorkerCommands> logger)
{
    /// <summary>The name of the HTTP client, and of the service.</summary>
    internal const string Name = "worker";

    /// <summary>The Worker's own option: the AppHost gives both programs the same.</summary>
    private const string KeyOption = "Status:Key";
    private const int RetryAfterSeconds = 5;

    /// <param name="command">Path and query of the Worker's command.</param>
    /// <param name="token">Ends the waiting.</param>
    /// <exception cref="RefusalException">There is no Worker, it does not answer (503), or it refuses the command.</exception>
    internal async Task<JsonObject> SendAsync(string command, CancellationToken token)
    {
        var address = Address ?? throw Unavailable("No Worker is known: start the system with the AppHost, or give the Worker's address as Worker:Address.");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, command));
        if (configuration[KeyOption] is { Length: > 0 } key)
            request.Headers.Add("X-Api-Key", key);
        try
        {
            using var client = clients.CreateClient(Name);
            using var response = await client.SendAsync(request, token);
            return await AnswerAsync(response, token);
        }
        catch (Exception error) when (error is HttpRequestException or ExecutionRejectedException)
        {
            Log.WorkerSilent(logger, address, error.Message);
            throw Unavailable($"The Worker does not answer at {address}: start it, or correct Worker:Address.");
        }
    }

    // By name the address is the one that the service discovery knows at that moment.
    private Uri? Address =>
        options.Value.Address is { Length: > 0 } address ? new Uri(address)
        : configuration.GetSection($"services:{Name}").Exists() ? new Uri($"http://{Name}")
        : null;

    private static async Task<JsonObject> AnswerAsync(HttpResponseMessage response, CancellationToken token)
    {
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            throw Unavailable($"The Worker refuses the Api's key: give both programs the same {KeyOption}.");
        var answer = await ReadAsync(response, token);
        if (response.IsSuccessStatusCode && answer is not null)
            return answer;
        throw response.StatusCode == HttpStatusCode.BadRequest && answer?["detail"]?.GetValue<string>() is { } detail
            ? RefusalException.BadRequest(detail)
            : Unavailable($"The Worker answers the command with status {(int)response.StatusCode}: its log says why.");
    }

    private static async Task<JsonObject?> ReadAsync(HttpResponseMessage response, CancellationToken token)
    {
        try
        {
            return JsonNode.Parse(await response.Content.ReadAsByteArrayAsync(token)) as JsonObject;
        }
        catch (JsonException)
        {
            return null; // the status alone tells what is wrong then
        }
    }

    private static RefusalException Unavailable(string detail) => RefusalException.Unavailable(detail, RetryAfterSeconds);
}
