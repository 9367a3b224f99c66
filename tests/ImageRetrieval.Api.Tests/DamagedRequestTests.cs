using ImageRetrieval.HttpFuzz;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.Api.Tests;

/// <summary>A slice of benchmarks/ImageRetrieval.HttpFuzz: damaged requests are the client's fault, every time.</summary>
public sealed class DamagedRequestTests
{
    private const int Requests = 1500;

    [Fact]
    public async Task Damaged_requests_get_no_5xx_and_leave_no_error_in_the_log()
    {
        await using var server = new ApiServer();
        await server.PublishAsync(Pictures.All(), columns: Pictures.Columns);
        using var client = server.CreateClient();
        await ApiServer.WaitForReadyAsync(client);
        var answered = 0;
        // Many at once: where the end of a request is missing, a second passes until it is sure that no answer comes.
        await Parallel.ForAsync(0, Requests, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (number, _) =>
        {
            var exchange = await Exchange.SendAsync(client.BaseAddress!.Port, RequestMutator.Damage(ApiSeeds.All, seed: 7, number));
            Assert.False(exchange.IsFailure, $"{number}: {exchange.Text}");
            if (exchange.Statuses.Count > 0)
                Interlocked.Increment(ref answered);
        });
        Assert.DoesNotContain(server.Log.Lines, line => line.Level > LogLevel.Warning);
        Assert.InRange(answered, Requests / 2, Requests);
    }

    [Fact]
    public async Task Undamaged_requests_are_answered_well()
    {
        await using var server = new ApiServer();
        await server.PublishAsync(Pictures.All(), columns: Pictures.Columns);
        using var client = server.CreateClient();
        await ApiServer.WaitForReadyAsync(client);
        foreach (var seed in ApiSeeds.All)
        {
            foreach (var chunked in (bool[])[false, true])
            {
                var exchange = await Exchange.SendAsync(client.BaseAddress!.Port, seed.ToBytes(seed.Body, chunked));
                Assert.True(exchange.Statuses is [>= 200 and < 300] || seed.Line.Contains("/ingest", StringComparison.Ordinal) || seed.Headers[0].Contains("utf-16", StringComparison.Ordinal), $"{seed.Line} {seed.Headers[0]}: {exchange.Text}");
            }
        }
    }
}
