using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ImageRetrieval.Api.Tests;

public sealed class SearchTests(V1Fixture fixture) : IClassFixture<V1Fixture>
{
    private readonly HttpClient _client = fixture.Client;

    [Fact]
    public async Task An_upload_finds_similar_images_and_the_answer_describes_the_search()
    {
        var answer = await UploadAsync([("file", Pictures.Bytes(3))], ("k", "5"), ("dedupe", "false"));

        Assert.Equal("builtin", answer.GetProperty("model").GetString());
        Assert.Equal("00000001", answer.GetProperty("snapshotVersion").GetString());
        Assert.NotEqual("", answer.GetProperty("traceId").GetString());
        var hits = answer.GetProperty("hits").EnumerateArray().ToList();
        Assert.Equal(5, hits.Count);
        Assert.Equal("3", hits[0].GetProperty("id").GetString());
        Assert.Equal(1, hits[0].GetProperty("score").GetDouble(), 1e-5);
        Assert.Equal("http://pictures.test/3.png", hits[0].GetProperty("url").GetString());
        Assert.Equal("3.png", hits[0].GetProperty("name").GetString());
        Assert.Equal("1983", hits[0].GetProperty("metadata").GetProperty("year").GetString());
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(hits[0].GetProperty("thumbnail").GetString())).StatusCode);
        Assert.Equal(hits.Select(Score).OrderDescending(), hits.Select(Score));
        var timings = answer.GetProperty("timings");
        Assert.All((string[])["decodeMs", "inferenceMs", "searchMs"], stage => Assert.True(timings.GetProperty(stage).GetDouble() > 0, stage));
    }

    [Fact]
    public async Task Dedupe_leaves_out_the_query_and_further_copies()
    {
        Assert.DoesNotContain("3", Ids(await UploadAsync([("file", Pictures.Bytes(3))])));
        Assert.DoesNotContain("3", Ids(await PostAsync(new { queries = new[] { new { id = "3" } } })));

        var all = Ids(await PostAsync(new { k = 40, queries = new[] { new { id = "1" } } }));
        Assert.Contains("9", all);
        Assert.DoesNotContain("10", all);
        Assert.Equal(Pictures.Count, Ids(await PostAsync(new { k = 100, dedupe = false, queries = new[] { new { id = "1" } } })).Count);
    }

    [Fact]
    public async Task An_id_finds_what_its_picture_and_its_embedding_find()
    {
        var byPicture = await UploadAsync([("file", Pictures.Bytes(7))], ("dedupe", "false"));
        var byId = await PostAsync(new { dedupe = false, queries = new[] { new { id = 7 } } });
        var byBytes = await PostAsync(new { dedupe = false, queries = new[] { new { image = Pictures.Bytes(7) } } });
        Assert.Equal(Ids(byPicture), Ids(byId));
        Assert.Equal(Ids(byPicture), Ids(byBytes));
        Assert.Equal("id", byId.GetProperty("queries")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task An_embedding_of_any_length_is_searched_with()
    {
        var vector = new float[884];
        vector[3] = 2;
        vector[77] = -1;
        var hits = (await PostAsync(new { k = 3, queries = new[] { new { embedding = vector } } })).GetProperty("hits").EnumerateArray().ToList();
        var longer = (await PostAsync(new { k = 3, queries = new[] { new { embedding = vector.Select(v => v * 1000) } } })).GetProperty("hits").EnumerateArray().ToList();
        Assert.Equal(3, hits.Count);
        Assert.Equal(hits.Select(Score), longer.Select(Score));
    }

    [Fact]
    public async Task Several_parts_add_up_and_a_negative_one_pushes_away()
    {
        var both = await ScoresAsync(new { k = 40, dedupe = false, queries = new object[] { new { id = "1" }, new { id = "2" } } });
        Assert.Equal(both["1"], both["2"], 1e-5);

        var without = await ScoresAsync(new { k = 40, dedupe = false, queries = new object[] { new { id = "1" }, new { id = "2", weight = -0.5 } } });
        Assert.True(without["2"] < both["2"]);

        var uploads = await UploadAsync([("a", Pictures.Bytes(1)), ("b", Pictures.Bytes(2))], ("k", "40"), ("dedupe", "false"), ("queries", """[{"upload":"a"},{"upload":"b","weight":-0.5}]"""));
        Assert.Equal(without["2"], Scores(uploads)["2"], 1e-5);
    }

    [Fact]
    public async Task A_crop_is_echoed_and_searched_with_instead_of_the_whole()
    {
        var whole = await UploadAsync([("file", Pictures.Bytes(5))], ("dedupe", "false"));
        var part = await UploadAsync([("file", Pictures.Bytes(5))], ("dedupe", "false"), ("crop", "0.25,0,0.5,0.5"));
        var crop = part.GetProperty("queries")[0].GetProperty("crop");
        Assert.Equal((0.25, 0, 0.5, 0.5), (crop.GetProperty("x").GetDouble(), crop.GetProperty("y").GetDouble(), crop.GetProperty("width").GetDouble(), crop.GetProperty("height").GetDouble()));
        Assert.NotEqual(Scores(whole)["5"], Scores(part)["5"]);
    }

    [Fact]
    public async Task Closeness_is_the_share_of_pictures_with_a_farther_nearest_neighbour_and_bounds_hits_like_the_score()
    {
        var hits = (await PostAsync(new { k = 40, ranking = "cosine", queries = new[] { new { id = "1" } } })).GetProperty("hits").EnumerateArray().ToList();
        Assert.All(hits, hit => Assert.InRange(hit.GetProperty("closerThan").GetDouble(), 0, 1));
        Assert.Equal(hits.Select(hit => hit.GetProperty("closerThan").GetDouble()).OrderDescending(), hits.Select(hit => hit.GetProperty("closerThan").GetDouble()));

        var middle = Score(hits[10]);
        Assert.Equal(11, Ids(await PostAsync(new { k = 40, minScore = middle, queries = new[] { new { id = "1" } } })).Count);
        var share = hits[10].GetProperty("closerThan").GetDouble();
        var bounded = (await PostAsync(new { k = 40, minCloserThan = share, queries = new[] { new { id = "1" } } })).GetProperty("hits").EnumerateArray().ToList();
        Assert.Equal(hits.Count(hit => hit.GetProperty("closerThan").GetDouble() >= share), bounded.Count);
    }

    [Theory]
    [InlineData("""{"column":"kind","eq":"rare"}""", 10)]
    [InlineData("""{"column":"kind","in":["rare","common"]}""", 40)]
    [InlineData("""{"column":"year","gte":1981,"lt":1986}""", 5)]
    [InlineData("""{"column":"year","gt":2019}""", 1)]
    [InlineData("""{"and":[{"column":"kind","eq":"rare"},{"column":"year","lte":1990}]}""", 2)]
    [InlineData("""{"or":[{"column":"year","eq":1990},{"field":"id","eq":7}]}""", 2)]
    [InlineData("""{"not":{"column":"kind","eq":"rare"}}""", 30)]
    [InlineData("""{"field":"width","gte":97}""", 0)]
    [InlineData("""{"column":"kind","gt":0}""", 0)]
    [InlineData("""{"column":"none","eq":"x"}""", 0)]
    [InlineData("""{"column":"kind","startsWith":"RA"}""", 10)]
    [InlineData("""{"column":"none","startsWith":"x"}""", 0)]
    [InlineData("""{"column":"kind","contains":"AR"}""", 10)]
    [InlineData("""{"column":"kind","contains":"xar"}""", 0)]
    public async Task A_filter_lets_only_matching_images_through(string filter, int count)
    {
        var body = new { k = 100, dedupe = false, queries = new[] { new { id = "1" } }, filter = JsonNode.Parse(filter) };
        Assert.Equal(count, Ids(await PostAsync(body)).Count);
        // Again, from the cache; and as a field of a form.
        Assert.Equal(count, Ids(await PostAsync(body)).Count);
        Assert.Equal(count, Ids(await UploadAsync([("file", Pictures.Bytes(1))], ("k", "100"), ("dedupe", "false"), ("filter", filter))).Count);
    }

    [Fact]
    public async Task Exact_and_many_candidates_agree_on_a_small_collection() =>
        Assert.Equal(
            Ids(await PostAsync(new { exact = true, queries = new[] { new { id = "1" } } })),
            Ids(await PostAsync(new { efSearch = 1000, queries = new[] { new { id = "1" } } })));

    private async Task<JsonElement> PostAsync(object body)
    {
        using var response = await _client.PostAsJsonAsync(new Uri("/v1/search", UriKind.Relative), body);
        return await ReadAsync(response);
    }

    private async Task<JsonElement> UploadAsync((string Name, byte[] Bytes)[] files, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, bytes) in files)
            form.Add(new ByteArrayContent(bytes), name, "q.png");
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        using var response = await _client.PostAsync(new Uri("/v1/search", UriKind.Relative), form);
        return await ReadAsync(response);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    private async Task<Dictionary<string, double>> ScoresAsync(object body) => Scores(await PostAsync(body));

    private static Dictionary<string, double> Scores(JsonElement answer) => answer.GetProperty("hits").EnumerateArray().ToDictionary(hit => hit.GetProperty("id").GetString()!, Score);

    private static List<string> Ids(JsonElement answer) => [.. answer.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("id").GetString()!)];

    private static double Score(JsonElement hit) => hit.GetProperty("score").GetDouble();
}
