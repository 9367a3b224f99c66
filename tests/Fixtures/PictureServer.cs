using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.Fixtures;

/// <summary>A real HTTP server on 127.0.0.1 with the pictures of one test. It counts requests and can hold answers back.</summary>
internal sealed class PictureServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (int Status, string ContentType, byte[] Body, string? Encoding)> _answers = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _requests;

    private PictureServer(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>The number of the first request, counted from 1, that is held back with all later ones until <see cref="Open"/>; 0 holds none.</summary>
    public int HoldFrom { get; set; }

    public static async Task<PictureServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new PictureServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        server.Address = app.Urls.Single();
        return server;
    }

    /// <summary>Adds a file and returns its URL.</summary>
    public string Add(string path, byte[] body, int status = 200, string contentType = "image/png", string? contentEncoding = null)
    {
        _answers["/" + path] = (status, contentType, body, contentEncoding);
        return $"{Address}/{path}";
    }

    /// <summary>Lets the answers that are held back, and all later ones, go.</summary>
    public void Open() => _opened.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Open();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        // By its own number, not by what other requests have done meanwhile: those before it are answered in any case.
        var number = Interlocked.Increment(ref _requests);
        if (HoldFrom > 0 && number >= HoldFrom)
            await _opened.Task.WaitAsync(context.RequestAborted);
        var (status, type, body, encoding) = _answers.TryGetValue(context.Request.Path, out var answer) ? answer : (404, "text/html", "<!doctype html><html>gone</html>"u8.ToArray(), null);
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.Headers.ContentEncoding = encoding;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
