using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ImageRetrieval.AppHost;

/// <summary>Reads the Worker's progress from its stream of server-sent events.</summary>
internal sealed class IngestClient(string worker) : IDisposable
{
    private static readonly TimeSpan s_reconnect = TimeSpan.FromSeconds(1);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(worker), Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The reports as they arrive. The Worker may start later, exit, or be restarted from the dashboard.</summary>
    internal async IAsyncEnumerable<IngestReport> ReadAsync([EnumeratorCancellation] CancellationToken token)
    {
        while (true)
        {
            await using (var stream = await TryConnectAsync(token))
            {
                await using var reports = Parse(stream).GetAsyncEnumerator(token);
                while (await TryMoveNextAsync(reports, token))
                    yield return reports.Current;
            }

            await Task.Delay(s_reconnect, token);
        }
    }

    public void Dispose() => _http.Dispose();

    private static async IAsyncEnumerable<IngestReport> Parse(Stream? stream)
    {
        if (stream is null)
            yield break;
        await foreach (var item in SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize<IngestReport>(data, JsonSerializerOptions.Web)).EnumerateAsync())
        {
            if (item.Data is { } report)
                yield return report;
        }
    }

    private async Task<Stream?> TryConnectAsync(CancellationToken token)
    {
        try
        {
            return await _http.GetStreamAsync(new Uri("/status/stream", UriKind.Relative), token);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<bool> TryMoveNextAsync(IAsyncEnumerator<IngestReport> reports, CancellationToken token)
    {
        try
        {
            return await reports.MoveNextAsync().AsTask().WaitAsync(token);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
