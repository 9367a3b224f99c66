using System.Text.Json;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Api.Tests;

public sealed class DescriptionTests
{
    [Fact]
    public async Task The_description_names_every_field_of_the_form_and_every_status()
    {
        await using var server = new ApiServer();
        using var client = server.CreateClient();
        using var json = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json"));

        Assert.StartsWith("3.1", json.RootElement.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var predict = json.RootElement.GetProperty("paths").GetProperty("/predict").GetProperty("post");
        var form = predict.GetProperty("requestBody").GetProperty("content").GetProperty("multipart/form-data").GetProperty("schema");
        Assert.Equal(
            ["file", "ignore_duplicate", "image_model_name", "model_name", "nb_similar_images", "retrieved_ref"],
            form.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order());
        Assert.Equal(["200", "400", "413", "422", "503"], predict.GetProperty("responses").EnumerateObject().Select(p => p.Name).Order());
    }

    [Fact]
    public async Task The_start_address_lists_the_documented_endpoints_and_where_the_documentation_is()
    {
        await using var server = new ApiServer();
        using var client = server.CreateClient();
        using var start = JsonDocument.Parse(await client.GetStringAsync("/"));
        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json"));
        var documented = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"));
        string[] documentation = ["GET /docs", "GET /openapi/v1.json", "GET /redoc"];

        var listed = start.RootElement.GetProperty("routes").EnumerateObject().Select(route => route.Name).ToArray();

        Assert.Equal(documented.Concat(documentation).Order(StringComparer.Ordinal), listed);
        foreach (var page in documentation)
            Assert.True((await client.GetAsync(page[4..])).IsSuccessStatusCode, page);
    }

    [Fact]
    public async Task The_error_for_a_known_model_that_is_not_loaded_explains_how_to_load_it()
    {
        await using var server = new ApiServer();
        using var client = server.CreateClient();
        var answer = await Answer.PostAsync(client, "/predict", TestImages.Random(1), "q.png", "image/png", ("model_name", "resnet50"));
        Assert.Equal(400, (int)answer.Status);
        Assert.Contains("--models resnet50", answer.Json.GetProperty("detail").GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
