using System.Net.Http.Json;
using System.Text.Json;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Api.Tests;

/// <summary>A model that combines two which read different pixels, searched like any other.</summary>
public sealed class CombinedModelTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ApiServer _server = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        var list = _folder.File("models.json");
        await File.WriteAllTextAsync(list, """
            { "models": [
              { "name": "both", "description": "Whole and middle.", "combine": [ { "model": "builtin" }, { "model": "middle", "weight": 0.5 } ] },
              { "name": "middle", "file": "embedded:builtin.onnx", "licence": "MIT", "dimension": 884, "featureTensor": "embedding",
                "preprocessing": { "name": "middle", "rule": "shorter-side-crop", "resize": 160, "crop": 128, "mean": [0, 0, 0], "std": [1, 1, 1] } }
            ] }
            """);
        _server = new ApiServer("both,builtin", list);
        await _server.PublishAsync(ModelList.Load(list).Find("both"), Pictures.All());
        await _server.PublishAsync(Pictures.All());
        _client = _server.CreateClient();
        await ApiServer.UntilAsync(_client, "/v1/models", answer => answer.Split("\"state\":\"ready\"").Length == 3);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_list_of_models_has_it_with_its_dimension_and_licence()
    {
        var model = (await GetAsync("/v1/models")).GetProperty("models")[0];
        Assert.Equal(("both", "Whole and middle.", "ready", 1768, "MIT"),
            (Text(model, "name"), Text(model, "description"), Text(model, "state"), model.GetProperty("dimension").GetInt32(), Text(model, "licence")));
        Assert.Matches("^both-[0-9a-f]{16}-combined[.]1-1768$", Text(model, "embeddingSpace"));
    }

    [Theory]
    [InlineData("both"), InlineData("builtin")]
    public async Task A_picture_finds_itself(string model)
    {
        var answer = await SearchAsync(new { model, dedupe = false, queries = new[] { new { image = Pictures.Bytes(3) } } });
        Assert.Equal(model, Text(answer, "model"));
        var best = answer.GetProperty("hits")[0];
        Assert.Equal("3", Text(best, "id"));
        Assert.Equal(1, best.GetProperty("score").GetDouble(), 1e-5);
    }

    [Fact]
    public async Task A_crop_of_a_picture_is_cropped_for_every_part()
    {
        Assert.Equal(1, await BestScoreAsync(new { x = 0.0, y = 0.0, width = 1.0, height = 1.0 }), 1e-3);
        Assert.InRange(await BestScoreAsync(new { x = 0.0, y = 0.0, width = 0.5, height = 0.5 }), 0, 0.9999);
    }

    [Fact]
    public async Task Predict_accepts_it_by_its_name()
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(Pictures.Bytes(5)), "file", "5.png" },
            { new StringContent("both"), "model_name" },
        };
        var answer = await ReadAsync(await _client.PostAsync("/predict", form));
        Assert.Contains("5", answer.ToString(), StringComparison.Ordinal);
    }

    private async Task<double> BestScoreAsync(object crop)
    {
        var answer = await SearchAsync(new { dedupe = false, queries = new[] { new { image = Pictures.Bytes(3), crop } } });
        return answer.GetProperty("hits")[0].GetProperty("score").GetDouble();
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private async Task<JsonElement> GetAsync(string address) => await ReadAsync(await _client.GetAsync(address));

    private async Task<JsonElement> SearchAsync(object request) => await ReadAsync(await _client.PostAsJsonAsync("/v1/search", request));

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
