using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>An Api on 127.0.0.1 whose answers are generated: of more pictures than a collection of test pictures has.</summary>
internal sealed class GeneratedApi : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GeneratedApi(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <param name="map">Adds the routes with their answers.</param>
    public static async Task<GeneratedApi> StartAsync(Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new(app);
    }

    /// <summary>A portal that asks it.</summary>
    public Task<PortalAlone> StartPortalAsync() => PortalAlone.StartAsync($"--Portal:ApiAddress={Address}", "--Portal:ApiTimeoutSeconds=30");

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
