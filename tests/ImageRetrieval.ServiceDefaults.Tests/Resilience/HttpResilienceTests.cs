using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Polly.Timeout;
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
    public async Task A_get_is_retried_after_a_temporary_failure(int status)
    {
        using var server = new ScriptedServer(Answer(status), Refuse, Answer(200));
        using var client = TestHost.CreateClient(server);
        using var response = await client.GetAsync(s_address);
        Assert.Equal((200, 3), ((int)response.StatusCode, server.Requests.Count));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(400)]
    public async Task A_permanent_failure_is_not_retried(int status)
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
    public async Task After_the_last_retry_the_answer_is_returned_unchanged()
    {
        using var server = new ScriptedServer(Answer(503));
        using var client = TestHost.CreateClient(server, null, ("HttpResilience:Retry:MaxRetryAttempts", "2"));
        using var response = await client.GetAsync(s_address);
        Assert.Equal((503, 3), ((int)response.StatusCode, server.Requests.Count));
    }

    [Fact]
    public async Task The_delay_is_the_one_that_the_server_requests()
    {
        using var server = new ScriptedServer(Answer(429, response => response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(1))), Answer(200));
        using var client = TestHost.CreateClient(server);
        var watch = Stopwatch.StartNew();
        using var response = await client.GetAsync(s_address);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 15);
    }

    [Theory]
    [InlineData("300"), InlineData("2147483647"), InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task A_server_that_requests_a_longer_delay_than_the_time_limit_has_answered(string retryAfter)
    {
        using var server = new ScriptedServer(Answer(503, response => response.Headers.TryAddWithoutValidation("Retry-After", retryAfter)));
        using var client = TestHost.CreateClient(server);
        using var response = await client.GetAsync(s_address);
        Assert.Equal((503, 1), ((int)response.StatusCode, server.Requests.Count));
    }

    [Fact]
    public async Task A_hanging_attempt_is_aborted_and_retried()
    {
        using var server = new ScriptedServer(Hang, Answer(200));
        using var client = TestHost.CreateClient(server, null, ("HttpResilience:AttemptTimeout:Timeout", "00:00:00.1"));
        using var response = await client.GetAsync(s_address);
        Assert.Equal((200, 2), ((int)response.StatusCode, server.Requests.Count));
    }

    [Fact]
    public async Task A_post_may_take_the_whole_time_and_then_fails()
    {
        using var server = new ScriptedServer(Hang);
        using var client = TestHost.CreateClient(server, null, ("HttpResilience:AttemptTimeout:Timeout", "00:00:00.1"), ("HttpResilience:TotalRequestTimeout:Timeout", "00:00:00.5"));
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => client.PostAsync(s_address, null));
        Assert.InRange(watch.Elapsed.TotalSeconds, .4, 15);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_busy_server_does_not_open_the_circuit(int status)
    {
        // The breaker looks at no fewer than 100 requests.
        const int requests = 150;
        using var server = new ScriptedServer([.. Enumerable.Repeat(Answer(status), requests), Answer(200)]);
        using var client = TestHost.CreateClient(server);
        for (var i = 0; i < requests; i++)
        {
            using var busy = await client.PostAsync(s_address, null);
            Assert.Equal(status, (int)busy.StatusCode);
        }

        using var response = await client.PostAsync(s_address, null);
        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_cancellation_by_the_caller_is_still_a_cancellation()
    {
        using var caller = new CancellationTokenSource();
        using var server = new ScriptedServer(token =>
        {
            caller.Cancel();
            return Hang(token);
        });
        using var client = TestHost.CreateClient(server);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync(s_address, caller.Token));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_client_can_opt_out_and_keeps_service_discovery()
    {
        using var server = new ScriptedServer(Answer(503));
        using var client = TestHost.CreateClient(server, builder => builder.WithoutResilience(), ("services:service:http:0", "http://localhost:8000"));
        using var response = await client.GetAsync(s_address);
        Assert.Equal("http://localhost:8000/", Assert.Single(server.Requests));
    }

    [Fact]
    public void An_invalid_option_is_named()
    {
        using var server = new ScriptedServer(Answer(200));
        var exception = Assert.Throws<OptionsValidationException>(() => TestHost.CreateClient(server, null, ("HttpResilience:Retry:MaxRetryAttempts", "0")));
        Assert.Contains("Retry.MaxRetryAttempts", exception.Message, StringComparison.Ordinal);
    }
}
