using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ImageRetrieval.LocalHosting.Tests.Dashboard;

public partial class DashboardContentTests
{
    [Theory]
    [InlineData("search.js")]
    [InlineData("metrics.js")]
    public void The_metrics_that_a_page_names_are_measured_by_the_services(string page)
    {
        var services = string.Concat(Directory.GetFiles(Repository.Root, "*Telemetry.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var names = MetricName().Matches(File.ReadAllText(Path.Combine(Repository.Root, "ImageRetrieval.LocalHosting", "Dashboard", "Assets", page))).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(names);
        // The frameworks measure under http.
        Assert.All(names.Where(name => !name.StartsWith("http.", StringComparison.Ordinal)), name => Assert.Contains($"\"{name}\"", services, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Programs_and_the_page_see_states_and_console_lines()
    {
        var builder = TestApplication.CreateBuilder();
        var api = builder.AddChild("api").WithExternalHttpEndpoints().WithUrlForEndpoint("http", url => url.DisplayText = "the interface");
        builder.AddChild("portal").WithReference(api);
        await using var app = await TestApplication.StartAsync(builder);
        await app.ReadyAsync("api");
        app.Http.DefaultRequestHeaders.Add("x-dashboard-token", TestApplication.Token);
        var root = new Uri($"http://127.0.0.1:{app.Dashboard.Port}");

        var resources = await app.Http.GetFromJsonAsync<JsonElement>(new Uri(root, "/api/resources"));
        var shown = resources[0];
        Assert.Equal("api", shown.GetProperty("name").GetString());
        Assert.Equal("Running", shown.GetProperty("state").GetString());
        Assert.Equal("Healthy", shown.GetProperty("health").GetString());
        Assert.Equal(app.State("api").ProcessId, shown.GetProperty("processId").GetInt32());
        Assert.Equal("the interface", shown.GetProperty("urls")[0].GetProperty("displayText").GetString());
        Assert.Equal("api", resources[1].GetProperty("dependsOn")[0].GetString());

        var seen = new List<string>();
        await using var stream = await app.Http.GetStreamAsync(new Uri(root, "/api/stream?console=api"));
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(TestDeadline.Token))
        {
            seen.Add(item.EventType);
            if (item.EventType != "lines")
                continue;
            Assert.All(JsonDocument.Parse(item.Data).RootElement.EnumerateArray(), line => Assert.Equal("api", line.GetProperty("resource").GetString()));
            Assert.Contains("listening on", item.Data, StringComparison.Ordinal);
            break;
        }

        Assert.Equal(["application", "resources"], seen.Take(2));
    }

    [GeneratedRegex("\"((?:search|vision|ingest|index|http)\\.[a-z.]+)\"")]
    private static partial Regex MetricName();
}
