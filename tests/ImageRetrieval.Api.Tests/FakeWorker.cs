using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.Api.Tests;

/// <summary>Stands for the Worker: notes what it is told, and answers as the test wants.</summary>
internal sealed class FakeWorker : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeWorker(WebApplication app) => _app = app;

    public ConcurrentQueue<(string Command, string? Key)> Commands { get; } = new();

    /// <summary>Until when the last command was wanted.</summary>
    public DateTimeOffset? Expires { get; private set; }

    public (int Status, string Body) Answer { get; set; } = (200, """{"images":2}""");

    public string Address => _app.Urls.Single();

    public static async Task<FakeWorker> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var worker = new FakeWorker(builder.Build());
        worker._app.MapMethods("/status/{command}", ["GET", "POST"], worker.Note);
        await worker._app.StartAsync();
        return worker;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Note(HttpRequest request)
    {
        Expires = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(request.Headers["X-Command-Expires"]!, System.Globalization.CultureInfo.InvariantCulture));
        Commands.Enqueue(((HttpMethods.IsGet(request.Method) ? "GET " : "") + request.Path + request.QueryString, request.Headers["X-Api-Key"]));
        return Results.Text(Answer.Body, "application/json", statusCode: Answer.Status);
    }
}
