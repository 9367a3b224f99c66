using System.Collections.Concurrent;

namespace ImageRetrieval.ServiceDefaults.Tests;

/// <summary>Answers each request with the next step of a script, and the last step for ever.</summary>
internal sealed class ScriptedServer(params Func<CancellationToken, Task<HttpResponseMessage>>[] steps) : HttpMessageHandler
{
    private int _count;

    public ConcurrentQueue<string> Requests { get; } = new();

    public static Func<CancellationToken, Task<HttpResponseMessage>> Answer(int status, Action<HttpResponseMessage>? change = null) => _ =>
    {
        var response = new HttpResponseMessage((System.Net.HttpStatusCode)status);
        change?.Invoke(response);
        return Task.FromResult(response);
    };

    public static Task<HttpResponseMessage> Refuse(CancellationToken cancellationToken) =>
        throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");

    public static async Task<HttpResponseMessage> Hang(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("not reached");
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request.RequestUri!.ToString());
        return steps[Math.Min(Interlocked.Increment(ref _count), steps.Length) - 1](cancellationToken);
    }
}
