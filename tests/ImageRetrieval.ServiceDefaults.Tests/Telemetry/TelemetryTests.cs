using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ImageRetrieval.ServiceDefaults.Tests.Telemetry;

public class TelemetryTests
{
    [Fact]
    public async Task Traces_metrics_and_logs_arrive_with_routes_and_without_probes()
    {
        await using var collector = await FakeCollector.StartAsync();
        var builder = TestHost.CreateBuilder(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_SERVICE_NAME", "the-service"), ("urls", "http://127.0.0.1:0"));
        using var source = new ActivitySource("ImageRetrieval.Tests");
        await using var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGet("/items/{id}", (int id, ILoggerFactory loggers) =>
        {
            using var span = source.StartActivity("own work");
            loggers.CreateLogger("Items").LogWarning("item {Id} was asked for", id);
            return id == 0 ? Results.StatusCode(500) : Results.Ok(id);
        });
        app.MapGet("/thumbnails/{id}", async (int id, IHttpClientFactory clients, CancellationToken token) =>
        {
            using var span = source.StartActivity("thumbnail work");
            using var own = clients.CreateClient();
            return await own.GetStringAsync(new Uri($"{app.Urls.First()}/items/{id}"), token);
        }).ExcludeFromTraces();
        await app.StartAsync();
        using var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        await client.GetStringAsync(new Uri($"{app.Urls.First()}/items/7?secret=1"));
        await client.GetStringAsync(new Uri($"{app.Urls.First()}/health"));
        // From outside, without a trace of its caller: what a browser does.
        using (var browser = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }))
            await browser.GetStringAsync(new Uri($"{app.Urls.First()}/thumbnails/8"));

        await app.DisposeAsync();

        Assert.All(collector.Posts, post => Assert.Equal("application/x-protobuf", post.ContentType));
        var traces = collector.All("/v1/traces");
        Assert.Contains("the-service", traces, StringComparison.Ordinal);
        Assert.Contains("GET /items/{id}", traces, StringComparison.Ordinal);
        Assert.Contains("url.path", traces, StringComparison.Ordinal);
        Assert.Contains("own work", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("GET /health", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("/v1/traces", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("thumbnail", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("/items/8", traces, StringComparison.Ordinal);
        Assert.Contains("item {Id} was asked for", collector.All("/v1/logs"), StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", collector.All("/v1/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_receiver_nothing_is_set_up()
    {
        using var services = TestHost.CreateBuilder().Services.BuildServiceProvider();
        Assert.Null(services.GetService<TracerProvider>());
        Assert.Null(services.GetService<MeterProvider>());
        Assert.DoesNotContain(services.GetServices<ILoggerProvider>(), provider => provider is OpenTelemetryLoggerProvider);
    }

    [Fact]
    public async Task An_unreachable_receiver_does_not_delay_the_shutdown()
    {
        var builder = TestHost.CreateBuilder(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"), ("urls", "http://127.0.0.1:0"));
        await using var app = builder.Build();
        await app.StartAsync();
        var watch = Stopwatch.StartNew();
        await app.StopAsync();
        await app.DisposeAsync();
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }
}
