using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Api.Tests;

/// <summary>Searches of a collection that is large enough for the graph: smaller ones are compared one by one, whatever is asked.</summary>
public sealed class GraphSearchTests
{
    private const int Images = 2500;
    private const int Queries = 40;

    [Fact]
    public async Task More_candidates_find_more_of_the_exact_nearest_neighbours()
    {
        await using var server = await StartAsync();
        using var client = server.CreateClient();
        await ApiServer.WaitForReadyAsync(client);
        var (few, many) = (0, 0);
        for (var i = 0; i < Queries; i++)
        {
            var truth = await NearestAsync(client, i, exact: true);
            few += await NearestAsync(client, i, efSearch: 1) == truth ? 1 : 0;
            many += await NearestAsync(client, i, efSearch: 300) == truth ? 1 : 0;
        }
        // Random directions are hard: the graph is asked, and the number reaches it.
        Assert.InRange(few, 1, Queries - 5);
        Assert.InRange(many, few + 4, Queries);
    }

    [Theory]
    [InlineData(1, 300)]
    [InlineData(300, 1)]
    public async Task Without_its_own_number_a_search_uses_the_configured_number_of_candidates(int option, int other)
    {
        await using var server = (await StartAsync()).With("Api:EfSearch", option.ToString(CultureInfo.InvariantCulture));
        using var client = server.CreateClient();
        await ApiServer.WaitForReadyAsync(client);
        var differ = 0;
        for (var i = 0; i < Queries; i++)
        {
            var byOption = await NearestAsync(client, i);
            Assert.Equal(await NearestAsync(client, i, efSearch: option), byOption);
            differ += byOption == await NearestAsync(client, i, efSearch: other) ? 0 : 1;
        }
        Assert.InRange(differ, 1, Queries);
    }

    [Fact]
    public async Task The_live_recall_is_what_exact_searches_of_the_same_queries_say()
    {
        await using var server = (await StartAsync()).With("Api:EfSearch", "1").With("Api:RecallEvery", "1");
        using var client = server.CreateClient();
        await ApiServer.WaitForReadyAsync(client);
        using var snapshot = Snapshot.Open(Path.Combine(server.DataFolder, "snapshots", "builtin", "00000001"));
        var expected = 0.0;
        for (var i = 0; i < Queries; i++)
        {
            await NearestAsync(client, i);
            // One hit is asked for, and one more looked at, to cut ties by their ids.
            var least = snapshot.SearchExact(Query(i), 2)[^1].Score - 1e-6f;
            expected += snapshot.Search(Query(i), 2, 2).Count(hit => hit.Score >= least) / 2.0;
            // One after the other: a queue that is full drops samples.
            await ApiServer.UntilAsync(client, "/v1/stats", answer => answer.Contains($"\"queries\":{i + 1},", StringComparison.Ordinal));
        }
        using var stats = JsonDocument.Parse(await client.GetStringAsync("/v1/stats"));
        var recall = stats.RootElement.GetProperty("models")[0].GetProperty("recall").GetProperty("recall").GetDouble();
        Assert.Equal(expected / Queries, recall, 6);
        Assert.InRange(recall, 0.02, 0.95);
    }

    [Fact]
    public async Task The_ranking_by_context_reads_two_hundred_candidates_and_more_on_request()
    {
        await using var server = await StartAsync();
        using var client = server.CreateClient();
        await ApiServer.WaitForReadyAsync(client);
        var (same, better) = (0, 0);
        for (var i = 0; i < Queries; i++)
        {
            var truth = await RankedAsync(client, i, exact: true);
            IReadOnlyList<string> few = await RankedAsync(client, i, efSearch: 1);
            same += few.SequenceEqual(await RankedAsync(client, i, efSearch: 200)) ? 1 : 0;
            better += (await RankedAsync(client, i, efSearch: 310)).Intersect(truth).Count() - few.Intersect(truth).Count();
        }
        Assert.Equal(Queries, same);
        Assert.InRange(better, 1, int.MaxValue);

        async Task<IReadOnlyList<string>> RankedAsync(HttpClient http, int query, int? efSearch = null, bool exact = false)
        {
            using var json = await SearchAsync(http, new { k = 50, exact, efSearch, queries = new[] { new { embedding = Query(query) } } });
            return json.RootElement.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("id").GetString()!).ToList();
        }
    }

    [Fact]
    public async Task A_filter_holds_in_the_graph()
    {
        await using var server = await StartAsync();
        using var client = server.CreateClient();
        await ApiServer.WaitForReadyAsync(client);
        using var json = await SearchAsync(client, new { k = 20, efSearch = 100, queries = new[] { new { embedding = Query(1) } }, filter = new { column = "tenth", @in = (int[])[3, 4, 5, 6, 7] } });
        var ids = json.RootElement.GetProperty("hits").EnumerateArray().Select(hit => int.Parse(hit.GetProperty("id").GetString()!, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(20, ids.Count);
        Assert.All(ids, id => Assert.InRange(id % 10, 3, 7));
    }

    private static async Task<ApiServer> StartAsync()
    {
        var server = new ApiServer();
        await server.PublishRandomAsync(Images, seed: 5);
        return server;
    }

    private static float[] Query(int number)
    {
        var random = new Random(1000 + number);
        return [.. Enumerable.Range(0, 884).Select(_ => random.NextSingle() - 0.5f)];
    }

    private static async Task<string> NearestAsync(HttpClient client, int query, int? efSearch = null, bool exact = false)
    {
        using var json = await SearchAsync(client, new { k = 1, exact, efSearch, ranking = "cosine", queries = new[] { new { embedding = Query(query) } } });
        return json.RootElement.GetProperty("hits")[0].GetProperty("id").GetString()!;
    }

    private static async Task<JsonDocument> SearchAsync(HttpClient client, object body)
    {
        using var response = await client.PostAsJsonAsync("/v1/search", body);
        var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.True(response.IsSuccessStatusCode, json.RootElement.GetRawText());
        return json;
    }
}
