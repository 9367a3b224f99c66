using System.Net;
using ImageRetrieval.ServiceDefaults.Network;

namespace ImageRetrieval.ServiceDefaults.Tests.Network;

public sealed class GuardedConnectionTests
{
    private static readonly IPNetwork[] s_loopback = [IPNetwork.Parse("127.0.0.0/8")];

    [Theory]
    [InlineData("http://127.0.0.1:{0}/"), InlineData("http://localhost:{0}/"), InlineData("http://2130706433:{0}/"), InlineData("http://0x7f.1:{0}/"), InlineData("http://0177.0.0.1:{0}/")]
    [InlineData("http://127.1:{0}/"), InlineData("http://①②⑦.⓪.⓪.①:{0}/"), InlineData("http://[::ffff:127.0.0.1]:{0}/"), InlineData("http://[::ffff:7f00:1]:{0}/"), InlineData("http://[::1]:{0}/")]
    public async Task Every_spelling_of_this_machine_is_refused_before_a_connection(string url)
    {
        await using var server = await ListeningServer.StartAsync(_ => 200);
        using var http = new HttpClient(new GuardedConnection([]).CreateHandler());
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(url.Replace("{0}", $"{server.Port}", StringComparison.Ordinal)));
        Assert.IsType<BlockedConnectionException>(error.InnerException);
        Assert.Equal(0, server.Requests);
    }

    [Fact]
    public async Task Against_DNS_rebinding_the_name_is_resolved_once_and_the_checked_address_is_used()
    {
        await using var server = await ListeningServer.StartAsync(_ => 200);
        var answers = new Queue<IPAddress[]>([[IPAddress.Parse("192.0.2.1")], [IPAddress.Parse("8.8.8.8"), IPAddress.Parse("10.0.0.1")], [], [IPAddress.Loopback]]);
        var guard = new GuardedConnection(s_loopback, (_, _) => Task.FromResult(answers.Dequeue()));
        using var http = new HttpClient(guard.CreateHandler());
        var url = $"http://rebinding.test:{server.Port}/";

        // An inner address, one inner address among public ones, and no address.
        for (var left = 3; left > 0; left--)
        {
            var error = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(url));
            Assert.IsType<BlockedConnectionException>(error.InnerException);
            Assert.Equal(left, answers.Count);
        }
        // Each connection asks once: the queue would throw at a second question.
        using var answer = await http.GetAsync(url);
        Assert.Equal((HttpStatusCode.OK, 1), (answer.StatusCode, server.Requests));
        Assert.Empty(answers);
    }

    [Fact]
    public async Task A_proxy_is_never_used()
    {
        await using var server = await ListeningServer.StartAsync(_ => 200);
        await using var proxy = await ListeningServer.StartAsync(_ => 200);
        var handler = new GuardedConnection(s_loopback, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback])).CreateHandler();
        handler.Proxy = new WebProxy($"http://127.0.0.1:{proxy.Port}");
        using var http = new HttpClient(handler);

        using var answer = await http.GetAsync($"http://pictures.test:{server.Port}/");
        Assert.Equal((1, 0), (server.Requests, proxy.Requests));
    }

    [Fact]
    public async Task Redirects_are_left_to_the_caller_so_that_each_is_checked()
    {
        await using var server = await ListeningServer.StartAsync(_ => 302, location: "http://10.0.0.1/");
        using var http = new HttpClient(new GuardedConnection(s_loopback).CreateHandler());
        using var answer = await http.GetAsync($"http://127.0.0.1:{server.Port}/");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Theory]
    [InlineData(22), InlineData(25), InlineData(110), InlineData(143), InlineData(445, true), InlineData(6379, true), InlineData(6667), InlineData(8080, true)]
    public async Task Ports_of_other_services_are_refused_as_browsers_do(int port, bool allowed = false)
    {
        var lookups = 0;
        var guard = new GuardedConnection([], (_, _) =>
        {
            lookups++;
            return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
        });
        using var http = new HttpClient(guard.CreateHandler());
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync($"http://pictures.test:{port}/"));
        Assert.IsType<BlockedConnectionException>(error.InnerException);
        Assert.Equal(allowed ? 1 : 0, lookups);
    }

    [Fact]
    public void Only_the_allowed_network_and_its_mapped_form_are_allowed()
    {
        var guard = new GuardedConnection([IPNetwork.Parse("10.1.0.0/16"), IPNetwork.Parse("fd00:1::/32")]);
        foreach (var (text, allowed) in ((string, bool)[])[
            ("10.1.2.3", true), ("::ffff:10.1.2.3", true), ("10.2.0.1", false), ("fd00:1::5", true), ("fd00:2::5", false), ("8.8.8.8", true), ("64:ff9b::a01:203", false)])
            Assert.True(guard.IsAllowed(IPAddress.Parse(text)) == allowed, text);
    }
}
