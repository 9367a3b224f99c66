using static ImageRetrieval.ServiceDefaults.Tests.ScriptedServer;

namespace ImageRetrieval.ServiceDefaults.Tests.Discovery;

public class ServiceDiscoveryTests
{
    private static readonly (string, string)[] s_services =
    [
        ("services:api:http:0", "http://localhost:8000"),
        ("Services:Secure:https:0", "https://localhost:8443"),
        ("services:secure:http:0", "http://localhost:8080"),
        ("services:named:admin:0", "http://10.0.0.5:9000"),
        ("services:bare:http:0", "10.0.0.6:9001"),
        ("services:single:http", "http://localhost:7000"),
    ];

    [Theory]
    [InlineData("http://api/v1/models?x=1", "http://localhost:8000/v1/models?x=1")]
    [InlineData("http://API/", "http://localhost:8000/")]
    [InlineData("https+http://api/a", "http://localhost:8000/a")]
    [InlineData("https+http://secure/a", "https://localhost:8443/a")]
    [InlineData("http+https://secure/a", "http://localhost:8080/a")]
    [InlineData("http://_admin.named/a", "http://10.0.0.5:9000/a")]
    [InlineData("http://bare/a", "http://10.0.0.6:9001/a")]
    [InlineData("http://single/a", "http://localhost:7000/a")]
    [InlineData("http://example.org:81/a", "http://example.org:81/a")]
    [InlineData("https+http://example.org/a", "https://example.org/a")]
    public async Task A_name_becomes_its_configured_address(string asked, string sent)
    {
        using var server = new ScriptedServer(Answer(200));
        using var client = TestHost.CreateClient(server, null, s_services);
        using var request = new HttpRequestMessage(HttpMethod.Get, asked);
        await client.SendAsync(request);
        Assert.Equal(sent, Assert.Single(server.Requests));
        Assert.Equal(new Uri(asked), request.RequestUri);
    }

    [Fact]
    public async Task Several_addresses_take_turns_also_from_retry_to_retry()
    {
        using var server = new ScriptedServer(Answer(200), Answer(503), Answer(200));
        using var client = TestHost.CreateClient(server, null, ("services:api:http:0", "http://one"), ("services:api:http:1", "http://two"));
        await client.GetAsync(new Uri("http://api/"));
        await client.GetAsync(new Uri("http://api/"));
        Assert.Equal(["http://one/", "http://two/", "http://one/"], server.Requests);
    }

    [Fact]
    public async Task An_address_that_is_none_is_named()
    {
        using var server = new ScriptedServer(Answer(200));
        using var client = TestHost.CreateClient(server, null, ("services:api:http:0", "http://"));
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetAsync(new Uri("http://api/")));
        Assert.Contains("'http://' of the service 'api' is no URL", exception.Message, StringComparison.Ordinal);
    }
}
