using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ImageRetrieval.ServiceDefaults.Tests.Health;

public class HealthEndpointTests
{
    [Fact]
    public async Task A_healthy_service_reports_it()
    {
        var (status, body) = await AskAsync("/health", () => HealthCheckResult.Healthy());
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"status":"Healthy","checks":{"self":{"status":"Healthy","description":null},"index":{"status":"Healthy","description":null}}}""", body);
    }

    [Fact]
    public async Task A_degraded_service_is_ready_and_reports_the_reason()
    {
        var (status, body) = await AskAsync("/health", () => HealthCheckResult.Degraded("no index yet"));
        Assert.Equal(HttpStatusCode.OK, status);
        var root = JsonDocument.Parse(body).RootElement;
        Assert.Equal("Degraded", root.GetProperty("status").GetString());
        Assert.Equal("no index yet", root.GetProperty("checks").GetProperty("index").GetProperty("description").GetString());
    }

    [Fact]
    public async Task An_unhealthy_service_answers_503_and_is_still_alive()
    {
        var (status, _) = await AskAsync("/health", () => HealthCheckResult.Unhealthy("the disk is full"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        (status, var body) = await AskAsync("/alive", () => HealthCheckResult.Unhealthy("the disk is full"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain("disk", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_text_of_an_exception_is_not_published()
    {
        var (status, body) = await AskAsync("/health", () => throw new InvalidOperationException("password=hunter2"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.DoesNotContain("hunter2", body, StringComparison.Ordinal);
        Assert.Contains("log says why", body, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string Body)> AskAsync(string path, Func<HealthCheckResult> check)
    {
        var builder = TestHost.CreateBuilder();
        builder.Services.AddHealthChecks().AddCheck("index", check);
        await using var app = await TestHost.StartInMemoryAsync(builder);
        var response = await app.GetTestClient().GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
