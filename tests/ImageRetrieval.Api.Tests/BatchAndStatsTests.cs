using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ImageRetrieval.Api.Stats;

namespace ImageRetrieval.Api.Tests;

public sealed class BatchAndStatsTests(V1Fixture fixture) : IClassFixture<V1Fixture>
{
    private readonly HttpClient _client = fixture.Client;

    [Fact]
    public async Task A_batch_answers_each_search_for_itself_in_order()
    {
        using var response = await _client.PostAsJsonAsync("/v1/search/batch", new
        {
            searches = new object[]
            {
                new { k = 1, dedupe = false, queries = new[] { new { id = "5" } } },
                new { queries = new[] { new { id = "none" } } },
                new { queries = new[] { new { image = "no picture"u8.ToArray() } } },
                new { k = 1, dedupe = false, queries = new[] { new { id = "6" } } },
            },
        });
        var answers = await AnswersAsync(response);
        Assert.Equal([200, 404, 400, 200], answers.Select(answer => answer.GetProperty("status").GetInt32()));
        Assert.Equal("5", FirstHit(answers[0]));
        Assert.Equal("6", FirstHit(answers[3]));
        Assert.Contains("'none'", answers[1].GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_a_form_are_searches_with_the_same_settings()
    {
        using var form = new MultipartFormDataContent { { new StringContent("1"), "k" }, { new StringContent("false"), "dedupe" } };
        for (var i = 1; i <= 64; i++)
            form.Add(new ByteArrayContent(Pictures.Bytes(1 + (i % 8))), "file", "q.png");
        using var response = await _client.PostAsync(new Uri("/v1/search/batch", UriKind.Relative), form);
        var answers = await AnswersAsync(response);
        Assert.Equal(64, answers.Count);
        Assert.Equal(Enumerable.Range(1, 64).Select(i => $"{1 + (i % 8)}"), answers.Select(FirstHit));
    }

    [Theory]
    [InlineData(0), InlineData(65)]
    public async Task A_batch_out_of_range_is_rejected(int count)
    {
        using var response = await _client.PostAsJsonAsync("/v1/search/batch", new { searches = Enumerable.Repeat(new { queries = new[] { new { id = "1" } } }, count) });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_figures_of_a_model_are_there_after_a_search()
    {
        await _client.PostAsJsonAsync("/v1/search", new { queries = new[] { new { id = "1" } } });
        using var json = JsonDocument.Parse(await _client.GetStringAsync("/v1/stats"));
        var model = json.RootElement.GetProperty("models")[0];
        Assert.Equal(("builtin", Pictures.Count, 884, "00000001"), (model.GetProperty("model").GetString(), model.GetProperty("count").GetInt32(), model.GetProperty("dimension").GetInt32(), model.GetProperty("snapshotVersion").GetString()));
        Assert.True(model.GetProperty("indexBytes").GetInt64() > Pictures.Count * 884 * sizeof(float));
        Assert.True(model.GetProperty("latency").GetProperty("p99Ms").GetDouble() >= model.GetProperty("latency").GetProperty("p50Ms").GetDouble());
    }

    [Fact]
    public async Task The_snapshots_are_listed_with_the_current_one_marked()
    {
        using var json = JsonDocument.Parse(await _client.GetStringAsync("/v1/snapshots"));
        var snapshot = json.RootElement.GetProperty("snapshots").EnumerateArray().Single();
        Assert.True(snapshot.GetProperty("isCurrent").GetBoolean());
        Assert.Equal(Pictures.Count, snapshot.GetProperty("images").GetInt32());
    }

    [Fact]
    public void Percentiles_are_of_the_latest_durations()
    {
        var window = new LatencyWindow();
        Assert.Null(window.Percentiles());
        for (var i = 0; i < 5000; i++)
            window.Add(TimeSpan.FromMilliseconds(1_000_000));
        for (var i = 1; i <= 2048; i++)
            window.Add(TimeSpan.FromMilliseconds(i));
        var percentiles = window.Percentiles()!;
        Assert.Equal(new LatencyAnswer(7048, 1024, 1844, 2028, 2048), percentiles);
    }

    private static async Task<List<JsonElement>> AnswersAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        using var json = JsonDocument.Parse(text);
        return [.. json.RootElement.Clone().GetProperty("answers").EnumerateArray()];
    }

    private static string? FirstHit(JsonElement item) => item.GetProperty("answer").GetProperty("hits")[0].GetProperty("id").GetString();
}
