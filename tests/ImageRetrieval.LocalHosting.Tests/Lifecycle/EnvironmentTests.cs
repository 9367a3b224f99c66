namespace ImageRetrieval.LocalHosting.Tests.Lifecycle;

public class EnvironmentTests
{
    [Fact]
    public async Task A_child_gets_its_addresses_its_profile_and_the_services_it_refers_to()
    {
        var builder = TestApplication.CreateBuilder();
        var api = builder.AddChild("api");
        builder.AddChild("portal", "--color", "blue and green")
            .WithReference(api)
            .WithEnvironment("FROM_BOTH", "model")
            .WithEnvironment("API_ADDRESS", api.GetEndpoint("http"));
        await using var app = await TestApplication.StartAsync(builder);
        await app.ReadyAsync("api");
        await app.ReadyAsync("portal");

        var apiUrl = app.State("api").Urls[0].Url;
        async Task Check(string expected, string variable) => Assert.Equal(expected, await app.GetAsync("portal", $"/env?name={variable}"));
        await Check(apiUrl, "services__api__http__0");
        await Check(apiUrl, "API_HTTP");
        await Check(apiUrl, "API_ADDRESS");
        await Check(app.State("portal").Urls[0].Url, "ASPNETCORE_URLS");
        await Check("profile", "FROM_PROFILE");
        await Check("model", "FROM_BOTH");
        await Check("portal", "OTEL_SERVICE_NAME");
        await Check("1000", "OTEL_BSP_SCHEDULE_DELAY");
        await Check(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") ?? $"http://localhost:{app.Dashboard.Port}/otlp", "OTEL_EXPORTER_OTLP_ENDPOINT");
        await Check($"http://localhost:{app.Dashboard.Port}", "DASHBOARD_ADDRESS");
        Assert.StartsWith("service.instance.id=", await app.GetAsync("portal", "/env?name=OTEL_RESOURCE_ATTRIBUTES"), StringComparison.Ordinal);
        Assert.Equal("--color|blue and green", await app.GetAsync("portal", "/args"));
        Assert.Equal(Path.GetDirectoryName(new Projects.ImageRetrieval_LocalHosting_TestChild().ProjectPath), await app.GetAsync("portal", "/directory"));

        // And the name works from inside: the portal asks http://api, which its service discovery resolves.
        Assert.Equal("api", await app.GetAsync("portal", "/call?url=" + Uri.EscapeDataString("http://api/env?name=OTEL_SERVICE_NAME")));
        Assert.Equal("api", await app.GetAsync("portal", "/call?url=" + Uri.EscapeDataString("https+http://api/env?name=OTEL_SERVICE_NAME")));
    }
}
