using System.Net;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Api.Tests;

public sealed class SnapshotSwapTests
{
    [Fact]
    public async Task Without_an_index_a_search_is_told_to_retry_and_the_service_is_up()
    {
        await using var server = new ApiServer();
        using var client = server.CreateClient();

        var answer = await Answer.PostAsync(client, "/predict", TestImages.Random(1), "q.png", "image/png");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter!.Delta);
        Assert.Contains("'builtin'", answer.Json.GetProperty("detail").GetProperty("error").GetString(), StringComparison.Ordinal);
        await ApiServer.UntilHealthAsync(client, HttpStatusCode.OK);
        using (var search = await client.PostAsync("/v1/search", new StringContent("""{"queries":[{"id":"1"}]}""", System.Text.Encoding.UTF8, "application/json")))
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (search.StatusCode, search.Headers.RetryAfter!.Delta));
            Assert.Contains("the Worker builds it", await search.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Contains("\"state\":\"building\"", await client.GetStringAsync("/v1/models"), StringComparison.Ordinal);
        await ApiServer.UntilHealthAsync(client, HttpStatusCode.OK);
        Assert.Contains("Degraded", await client.GetStringAsync("/health"), StringComparison.Ordinal);
        Assert.Equal("""{"total":0,"items":[]}""", await client.GetStringAsync("/v1/images"));
    }

    [Fact]
    public async Task New_snapshots_become_current_while_requests_run_and_none_fails()
    {
        await using var server = new ApiServer();
        var first = Enumerable.Range(1, 40).Select(i => ($"{i}", $"{i}.png", TestImages.Random(i))).ToList();
        await server.PublishAsync(first);
        using var client = server.CreateClient();
        await ApiServer.WaitForReadyAsync(client);

        using var stop = new CancellationTokenSource();
        var statuses = new List<HttpStatusCode>();
        var queries = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                statuses.Add((await Answer.PostAsync(client, "/predict", TestImages.Random(1), "q.png", "image/png")).Status);
        });
        for (var version = 2; version <= 6; version++)
        {
            await server.PublishAsync(first.Take(40 - version));
            await ApiServer.UntilAsync(client, "/v1/models", answer => answer.Contains($"\"snapshotVersion\":\"{version:00000000}\"", StringComparison.Ordinal));
        }
        await stop.CancelAsync();
        await queries;

        Assert.NotEmpty(statuses);
        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Contains("\"images\":34", await client.GetStringAsync("/v1/models"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_snapshot_is_rejected_and_the_previous_one_stays_in_use()
    {
        await using var server = new ApiServer();
        var pictures = Enumerable.Range(1, 10).Select(i => ($"{i}", $"{i}.png", TestImages.Random(i))).ToList();
        var good = await server.PublishAsync(pictures);
        using var client = server.CreateClient();
        await ApiServer.WaitForReadyAsync(client);

        var folder = Path.Combine(server.DataFolder, "snapshots", "builtin");
        var damaged = Path.Combine(folder, "00000002");
        Directory.CreateDirectory(damaged + ".copy");
        foreach (var file in Directory.GetFiles(Path.Combine(folder, good.Version)))
            File.Copy(file, Path.Combine(damaged + ".copy", Path.GetFileName(file)));
        var bytes = await File.ReadAllBytesAsync(Path.Combine(damaged + ".copy", "vectors"));
        bytes[^5] ^= 0x40;
        await File.WriteAllBytesAsync(Path.Combine(damaged + ".copy", "vectors"), bytes);
        Directory.Move(damaged + ".copy", damaged);

        var models = await ApiServer.UntilAsync(client, "/v1/models", answer => answer.Contains("cannot be used", StringComparison.Ordinal));
        Assert.Contains("\"state\":\"ready\"", models, StringComparison.Ordinal);
        Assert.Contains("\"snapshotVersion\":\"00000001\"", models, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Answer.PostAsync(client, "/predict", TestImages.Random(1), "q.png", "image/png")).Status);
    }

    [Fact]
    public async Task A_snapshot_of_another_embedding_space_is_rejected()
    {
        await using var server = new ApiServer();
        await server.PublishAsync([("1", "1.png", TestImages.Random(1))], space: "builtin-of-another-time");
        using var client = server.CreateClient();

        await ApiServer.UntilAsync(client, "/v1/models", answer => answer.Contains("\"state\":\"failed\"", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Answer.PostAsync(client, "/predict", TestImages.Random(1), "q.png", "image/png")).Status);
    }

    [Fact]
    public async Task The_answer_to_a_body_over_the_limit_contains_the_limit()
    {
        await using var server = new ApiServer().With("Api:MaxUploadBytes", "20000");
        await server.PublishAsync([("1", "1.png", TestImages.Random(1))]);
        using var client = server.CreateClient();
        await ApiServer.WaitForReadyAsync(client);

        var answer = await Answer.PostAsync(client, "/predict", new byte[50_000], "q.png", "image/png");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Contains("20000", answer.Json.GetProperty("detail").GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
