using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ImageRetrieval.ServiceDefaults.Tests;

/// <summary>Services with the defaults and a configuration of the test's own.</summary>
internal static class TestHost
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static WebApplicationBuilder CreateBuilder(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        // Nothing of the environment that the tests run in.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)));
        builder.AddServiceDefaults();
        return builder;
    }

    public static async Task<WebApplication> StartInMemoryAsync(WebApplicationBuilder builder)
    {
        builder.WebHost.UseTestServer();
        var app = builder.Build();
        app.MapDefaultEndpoints();
        await app.StartAsync();
        return app;
    }

    /// <summary>A client with the defaults, whose requests end at a handler of the test.</summary>
    public static HttpClient CreateClient(HttpMessageHandler server, Action<IHttpClientBuilder>? change = null, params (string Key, string Value)[] settings)
    {
        var builder = CreateBuilder([("HttpResilience:Retry:Delay", "00:00:00.001"), .. settings]);
        var client = builder.Services.AddHttpClient("test").ConfigurePrimaryHttpMessageHandler(() => server);
        change?.Invoke(client);
        return builder.Services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>().CreateClient("test");
    }
}
