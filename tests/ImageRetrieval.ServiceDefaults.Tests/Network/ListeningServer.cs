using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.ServiceDefaults.Tests.Network;

/// <summary>A real server on 127.0.0.1 that counts what comes through to it.</summary>
internal sealed class ListeningServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;

    private ListeningServer(WebApplication app) => _app = app;

    public int Requests => Volatile.Read(ref _requests);

    public int Port => new Uri(_app.Urls.Single()).Port;

    public static async Task<ListeningServer> StartAsync(Func<HttpRequest, int> status, string? location = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new ListeningServer(builder.Build());
        server._app.Run(context =>
        {
            Interlocked.Increment(ref server._requests);
            context.Response.StatusCode = status(context.Request);
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        });
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
