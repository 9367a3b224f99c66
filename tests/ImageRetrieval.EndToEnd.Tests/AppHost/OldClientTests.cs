using System.Net;
using System.Text.Json;

namespace ImageRetrieval.EndToEnd.Tests.AppHost;

/// <summary>Programs that were written for the replaced system call /predict as they always did.</summary>
[Collection(RunningSystem.Name)]
public sealed class OldClientTests(RunningSystem system)
{
    private static readonly string s_picture = Samples.PathOf("fish/fish-001.jpg");

    [Theory]
    [InlineData("/predict")]
    [InlineData("/predict/")]
    public async Task Curl_with_a_file_and_a_model_name_gets_the_three_most_similar(string path)
    {
        using var body = OldClients.Curl(s_picture, ("model_name", "builtin"));
        using var answer = await PostAsync(path, body);

        Assert.Equal(["pretrained_model", "top_3_similar_images"], answer.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal("builtin", answer.RootElement.GetProperty("pretrained_model").GetString());
        var hits = Hits(answer, 3);
        Assert.Equal(3, hits.Length);
        foreach (var hit in hits)
        {
            Assert.Equal(["id", "name", "score"], hit.EnumerateObject().Select(property => property.Name));
            Assert.Equal(JsonValueKind.Number, hit.GetProperty("id").ValueKind);
            Assert.EndsWith(".jpg", hit.GetProperty("name").GetString(), StringComparison.Ordinal);
            // The query is one of the collection, and is not wanted back.
            Assert.NotEqual("fish-001.jpg", hit.GetProperty("name").GetString());
        }
        var scores = hits.Select(hit => hit.GetProperty("score").GetDouble()).ToArray();
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.InRange(scores[0], scores[2] + 1e-6, 1);
    }

    [Fact]
    public async Task A_Python_script_with_every_field_gets_what_it_asks_for_under_the_old_name_of_the_model_too()
    {
        using var body = OldClients.PythonRequests(s_picture,
            ("image_model_name", "builtin"), ("nb_similar_images", 5), ("retrieved_ref", "id,name,score"), ("ignore_duplicate", false));
        using var answer = await PostAsync("/predict/", body);

        Assert.Equal("builtin", answer.RootElement.GetProperty("pretrained_model").GetString());
        var hits = Hits(answer, 5);
        Assert.Equal(5, hits.Length);
        Assert.Equal("fish-001.jpg", hits[0].GetProperty("name").GetString());
        Assert.InRange(hits[0].GetProperty("score").GetDouble(), 0.9999, 1.0001);
    }

    [Fact]
    public async Task A_model_that_is_not_loaded_is_not_replaced_by_another_and_the_loaded_ones_are_named()
    {
        using var http = new HttpClient();
        using var body = OldClients.Curl(s_picture, ("model_name", "resnet50"));
        using var response = await http.PostAsync(new Uri(system.Api, "/predict"), body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Contains("builtin", json.RootElement.GetProperty("detail").GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private async Task<JsonDocument> PostAsync(string path, HttpContent body)
    {
        // A redirect would be followed silently, and some old clients do not.
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler);
        using var response = await http.PostAsync(new Uri(system.Api, path), body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync());
    }

    private static JsonElement[] Hits(JsonDocument answer, int count) => [.. answer.RootElement.GetProperty($"top_{count}_similar_images").EnumerateArray()];
}
