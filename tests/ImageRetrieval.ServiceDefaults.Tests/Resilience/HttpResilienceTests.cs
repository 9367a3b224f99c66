using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static ImageRetrieval.ServiceDefaults.Tests.ScriptedServer;

namespace ImageRetrieval.ServiceDefaults.Tests.Resilience;

public class HttpResilienceTests
{
    private static readonly Uri s_address = new("http://service/");

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(408)]
    [InlineData(429)]
    public async Task A_get_is_repeated_when_the_failure_may_pass(int status)
    {
        using var server = new ScriptedServer(Answer(status), Refuse, Answer(200));
        using var client = TestHost.CreateClient(server);
        using var response = await client.GetAsync(s_address);
        Assert.Equal((200, 3), ((int)response.StatusCode, server.Requests.Count));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(400)]
    public async Task A_failure_that_stays_is_not_repeated(int status)
    {
        using var server = new ScriptedServer(Answer(status));
        using var client = TestHost.CreateClient(server);
        using var response = await client.GetAsync(s_address);
        Assert.Equal((status, 1), ((int)response.StatusCode, server.Requests.Count));
    }

    [Fact]
    public async Task A_post_is_sent_once()
    {
        using var server = new ScriptedServer(Answer(503));
        using var client = TestHost.CreateClient(server);
        using var response = await client.PostAsync(s_address, null);
        Assert.Equal((503, 1), ((int)response.StatusCode, server.Requests.Count));
    }

    [Fact]
    public async Task After_the_last_retry_the_answer_is_given_as_it_is()
    {
        using var server = new ScriptedServer(Answer(503));
        using var client = TestHost.CreateClient(server, null, ("HttpResilience:Retries", "2"));
        using var response = await client.GetAsync(s_address);
        Assert.Equal((503, 3), ((int)response.StatusCode, server.Requests.Count));
    }

    [Fact]
    public async Task The_pause_is_the_one_that_the_server_asks_for()
    {
        using var server = new ScriptedServer(Answer(429, response => response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(1))), Answer(200));
        using var client = TestHost.CreateClient(server);
        var watch = Stopwatch.StartNew();
        using var response = await client.GetAsync(s_address);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 15);
    }

    [Fact]
    public async Task A_server_that_asks_for_more_time_than_there_is_has_answered()
    {
        using var server = new ScriptedServer(Answer(503, response => response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromMinutes(5))));
        using var client = TestHost.CreateClient(server);
        using var response = await client.GetAsync(s_address);
        Assert.Equal((503, 1), ((int)response.StatusCode, server.Requests.Count));
    }

    [Fact]
    public async Task An_attempt_that_hangs_is_given_up_and_repeated()
    {
        using var server = new ScriptedServer(Hang, Answer(200));
        using var client = TestHost.CreateClient(server, null, ("HttpResilience:AttemptTimeout", "00:00:00.1"));
        using var response = await client.GetAsync(s_address);
        Assert.Equal((200, 2), ((int)response.StatusCode, server.Requests.Count));
    }

    [Fact]
    public async Task A_call_that_takes_too_long_fails_as_other_calls_fail()
    {
        using var server = new ScriptedServer(Hang);
        using var client = TestHost.CreateClient(server, null, ("HttpResilience:AttemptTimeout", "00:00:00.1"), ("HttpResilience:TotalTimeout", "00:00:00.2"));
        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(s_address, null));
        Assert.Equal("http://service/ did not answer within 0.2 s.", exception.Message);
    }

    [Fact]
    public async Task The_callers_own_cancellation_stays_a_cancellation()
    {
        using var server = new ScriptedServer(Hang);
        using var client = TestHost.CreateClient(server);
        using var caller = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync(s_address, caller.Token));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task One_client_can_do_without_and_keeps_service_discovery()
    {
        using var server = new ScriptedServer(Answer(503));
        using var client = TestHost.CreateClient(server, builder => builder.RemoveAllResilienceHandlers(), ("services:service:http:0", "http://localhost:8000"));
        using var response = await client.GetAsync(s_address);
        Assert.Equal("http://localhost:8000/", Assert.Single(server.Requests));
    }

    [Theory]
    [InlineData("Retries", "11", "HttpResilience:Retries is 11; it must be from 0 to 10.")]
    [InlineData("TotalTimeout", "00:00:00", "HttpResilience:TotalTimeout is 00:00:00; it must be from 00:00:00.0100000 to 01:00:00.")]
    [InlineData("AttemptTimeout", "00:01:00", "HttpResilience:AttemptTimeout is 00:01:00; it must be from 00:00:00.0100000 to 00:00:30.")]
    public void A_wrong_option_stops_the_start_and_names_key_value_and_range(string key, string value, string said)
    {
        using var services = TestHost.CreateBuilder(($"HttpResilience:{key}", value)).Services.BuildServiceProvider();
        var exception = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains(said, exception.Failures);
    }
}
