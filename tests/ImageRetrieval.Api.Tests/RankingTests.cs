using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ImageRetrieval.Api.Tests;

/// <summary>The order of hits and what their scores are said to mean. The collection has groups of sixteen around a random direction each.</summary>
public sealed class RankingTests : IAsyncLifetime
{
    private const int Groups = 20;
    private const int InGroup = 16;
    private const int Dimension = 512;

    private static readonly string[] s_words = ["unrelated", "weak", "similar", "verySimilar", "same"];

    private readonly ApiServer _server = new("resnet18");
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        await _server.PublishVectorsAsync("resnet18", Groups * InGroup, (i, vector) => Fill(vector, i / InGroup, spread: 1, i));
        _client = _server.CreateClient();
        await ApiServer.WaitForReadyAsync(_client);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task By_default_hits_are_ordered_by_context()
    {
        using var answer = await SearchAsync(new { k = 30, queries = new[] { new { embedding = Query(group: 3) } } });
        Assert.Equal("context", answer.RootElement.GetProperty("ranking").GetString());
        var hits = Hits(answer);
        Assert.Equal(30, hits.Count);
        Assert.Equal(hits.Select(RankScore).OrderDescending(), hits.Select(RankScore));
        Assert.All(hits, hit => Assert.InRange(hit.GetProperty("sharedNeighbors").GetInt32(), 0, 10));
        Assert.All(hits.Take(InGroup), hit => Assert.Equal(3, int.Parse(Id(hit), System.Globalization.CultureInfo.InvariantCulture) / InGroup));
        Assert.InRange(hits[0].GetProperty("sharedNeighbors").GetInt32(), 3, 10);
    }

    [Fact]
    public async Task By_cosine_they_are_ordered_by_score_and_have_no_rank_score()
    {
        using var answer = await SearchAsync(new { k = 30, ranking = "cosine", queries = new[] { new { embedding = Query(group: 3) } } });
        Assert.Equal("cosine", answer.RootElement.GetProperty("ranking").GetString());
        var hits = Hits(answer);
        Assert.Equal(hits.Select(Score).OrderDescending(), hits.Select(Score));
        Assert.All(hits, hit => Assert.Equal(JsonValueKind.Null, hit.GetProperty("rankScore").ValueKind));
        Assert.All(hits, hit => Assert.Equal(JsonValueKind.Null, hit.GetProperty("sharedNeighbors").ValueKind));
    }

    [Fact]
    public async Task A_hit_has_the_same_cosine_in_either_ranking()
    {
        using var context = await SearchAsync(new { k = 50, queries = new[] { new { embedding = Query(group: 5) } } });
        using var cosine = await SearchAsync(new { k = 320, ranking = "cosine", queries = new[] { new { embedding = Query(group: 5) } } });
        var scores = Hits(cosine).ToDictionary(Id, Score);
        Assert.All(Hits(context), hit => Assert.Equal(scores[Id(hit)], Score(hit), 5));
    }

    [Fact]
    public async Task A_thousand_hits_begin_with_the_same_ten_as_a_search_for_ten()
    {
        using var few = await SearchAsync(new { k = 10, queries = new[] { new { embedding = Query(group: 7) } } });
        using var many = await SearchAsync(new { k = 1000, queries = new[] { new { embedding = Query(group: 7) } } });
        Assert.Equal(Hits(few).Select(Id), Hits(many).Take(10).Select(Id));
        Assert.Equal(Groups * InGroup, Hits(many).Count);
        Assert.Equal(200, Hits(many).Count(hit => hit.GetProperty("rankScore").ValueKind == JsonValueKind.Number));
    }

    [Theory]
    [InlineData("Context"), InlineData("best"), InlineData("")]
    public async Task An_unknown_ranking_is_rejected(string ranking)
    {
        using var response = await _client.PostAsJsonAsync("/v1/search", new { ranking, queries = new[] { new { id = "1" } } });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"ranking is '{ranking}'; it must be 'context' or 'cosine'.", (await response.Content.ReadAsStringAsync()).Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_of_similar_images_accepts_the_ranking()
    {
        using var context = JsonDocument.Parse(await _client.GetStringAsync("/v1/images/9/similar?k=20"));
        using var cosine = JsonDocument.Parse(await _client.GetStringAsync("/v1/images/9/similar?k=20&ranking=cosine"));
        Assert.Equal("context", context.RootElement.GetProperty("ranking").GetString());
        Assert.Equal("cosine", cosine.RootElement.GetProperty("ranking").GetString());
        Assert.DoesNotContain("9", Hits(context).Select(Id));
        Assert.Equal(Hits(cosine).Select(Score).OrderDescending(), Hits(cosine).Select(Score));
    }

    [Fact]
    public async Task The_word_follows_the_closeness()
    {
        using var answer = await SearchAsync(new { k = 1000, dedupe = false, ranking = "cosine", queries = new[] { new { id = "17" } } });
        var hits = Hits(answer);
        Assert.Equal("same", Word(hits[0]));
        Assert.Contains("unrelated", hits.Select(Word));
        var places = hits.Select(hit => Array.IndexOf(s_words, Word(hit))).ToList();
        Assert.Equal(places.OrderDescending(), places);
        Assert.All(hits.Skip(1), hit => Assert.Equal(hit.GetProperty("closerThan").GetDouble() switch { >= 0.3 => "verySimilar", >= 0.02 => "similar", >= 0.001 => "weak", _ => "unrelated" }, Word(hit)));
    }

    [Fact]
    public async Task Nothing_similar_is_reported_only_for_a_query_unlike_the_collection()
    {
        Assert.True(await NothingSimilarAsync(new { queries = new[] { new { embedding = Query(group: 1000) } } }));
        Assert.True(await NothingSimilarAsync(new { minScore = 0.9, queries = new[] { new { embedding = Query(group: 1000) } } }));
        Assert.False(await NothingSimilarAsync(new { queries = new[] { new { embedding = Query(group: 3) } } }));
        Assert.False(await NothingSimilarAsync(new { dedupe = false, queries = new[] { new { id = "3" } } }));
    }

    [Fact]
    public async Task Of_the_collections_own_pictures_one_in_twenty_is_reported_to_have_nothing_similar()
    {
        var none = 0;
        for (var i = 0; i < Groups * InGroup; i++)
            none += await NothingSimilarAsync(new { k = 1, queries = new[] { new { id = $"{i}" } } }) == true ? 1 : 0;
        Assert.InRange(none, 8, 24);
    }

    [Fact]
    public async Task It_is_omitted_where_it_is_unknown()
    {
        Assert.Null(await NothingSimilarAsync(new { queries = new[] { new { embedding = Query(1000), weight = 1 }, new { embedding = Query(1001), weight = 1 } } }));
        Assert.Null(await NothingSimilarAsync(new { queries = new[] { new { embedding = Query(1000), weight = -1 } } }));

        await using var builtin = new ApiServer();
        await builtin.PublishRandomAsync(100, seed: 2);
        using var client = builtin.CreateClient();
        await ApiServer.WaitForReadyAsync(client);
        using var response = await client.PostAsJsonAsync("/v1/search", new { queries = new[] { new { id = "1" } } });
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("nothingSimilar").ValueKind);
    }

    [Fact]
    public async Task A_snapshot_of_an_earlier_build_is_searched_by_cosine()
    {
        await using var server = new ApiServer("resnet18");
        await server.PublishVectorsAsync("resnet18", 100, (i, vector) => Fill(vector, i / InGroup, spread: 1, i), context: false);
        using var client = server.CreateClient();
        await ApiServer.WaitForReadyAsync(client);
        using var response = await client.PostAsJsonAsync("/v1/search", new { queries = new[] { new { id = "1" } } });
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("cosine", json.RootElement.GetProperty("ranking").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("nothingSimilar").ValueKind);
        Assert.All(Hits(json), hit => Assert.Equal(JsonValueKind.Null, hit.GetProperty("closerThan").ValueKind));

        using var refused = await client.PostAsJsonAsync("/v1/search", new { minCloserThan = 0.5, queries = new[] { new { id = "1" } } });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("minCloserThan is 0.5", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static float[] Query(int group)
    {
        var vector = new float[Dimension];
        Fill(vector, group, spread: 1, seed: -1 - group);
        return vector;
    }

    // A direction for each group, and for each vector a direction of its own added to it.
    private static void Fill(float[] vector, int group, float spread, int seed)
    {
        var (common, own) = (new Random(group), new Random(100_000 + seed));
        for (var at = 0; at < vector.Length; at++)
            vector[at] = common.NextSingle() - 0.5f + (spread * (own.NextSingle() - 0.5f));
    }

    private static string Id(JsonElement hit) => hit.GetProperty("id").GetString()!;

    private static double Score(JsonElement hit) => hit.GetProperty("score").GetDouble();

    private static double RankScore(JsonElement hit) => hit.GetProperty("rankScore").GetDouble();

    private static string Word(JsonElement hit) => hit.GetProperty("likeness").GetString()!;

    private static List<JsonElement> Hits(JsonDocument answer) => [.. answer.RootElement.GetProperty("hits").EnumerateArray()];

    private async Task<bool?> NothingSimilarAsync(object body)
    {
        using var answer = await SearchAsync(body);
        var said = answer.RootElement.GetProperty("nothingSimilar");
        return said.ValueKind == JsonValueKind.Null ? null : said.GetBoolean();
    }

    private async Task<JsonDocument> SearchAsync(object body)
    {
        using var response = await _client.PostAsJsonAsync("/v1/search", body);
        var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.True(response.IsSuccessStatusCode, json.RootElement.GetRawText());
        return json;
    }
}
