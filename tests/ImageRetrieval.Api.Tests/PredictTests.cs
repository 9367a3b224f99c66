using System.Net;
using System.Text.Json;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Api.Tests;

/// <summary>The contract of the system that this one replaces, row by row.</summary>
public sealed class PredictTests(PredictTests.Fixture fixture) : IClassFixture<PredictTests.Fixture>
{
    private readonly HttpClient _client = fixture.Client;

    [Theory]
    [InlineData("/predict")]
    [InlineData("/predict/")]
    public async Task Both_addresses_answer_without_a_redirect(string path)
    {
        var answer = await PostAsync(path, TestImages.Random(3), "3.png");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal(["pretrained_model", "top_3_similar_images"], answer.Json.EnumerateObject().Select(p => p.Name));
        Assert.Equal("builtin", answer.Json.GetProperty("pretrained_model").GetString());
        var hits = answer.Hits(3);
        Assert.Equal(3, hits.Count);
        Assert.All(hits, hit => Assert.Equal(["id", "name", "score"], hit.EnumerateObject().Select(p => p.Name)));
    }

    [Fact]
    public async Task The_query_itself_is_hidden_by_its_bytes_or_by_its_name_unless_requested()
    {
        var same = TestImages.Random(3);
        Assert.Equal(3, (await PostAsync("/predict", same, "3.png", ("ignore_duplicate", "false"))).Hits(3)[0].GetProperty("id").GetInt32());
        Assert.NotEqual(3, (await PostAsync("/predict", same, "another.png")).Hits(3)[0].GetProperty("id").GetInt32());

        var renamed = await PostAsync("/predict", TestImages.Random(3, 65, 49), "3.png", ("nb_similar_images", "25"));
        Assert.DoesNotContain("3.png", renamed.Hits(25).Select(hit => hit.GetProperty("name").GetString()));
        Assert.Equal(21, renamed.Hits(25).Count);
    }

    [Fact]
    public async Task Scores_fall_and_equal_scores_are_ordered_by_id_as_a_number()
    {
        var hits = (await PostAsync("/predict", TestImages.Random(100), "q.png", ("nb_similar_images", "25"))).Hits(25);
        var order = hits.Select(hit => (Score: hit.GetProperty("score").GetDouble(), Id: hit.GetProperty("id"))).ToList();

        Assert.Equal(order.Select(hit => hit.Score).OrderDescending(), order.Select(hit => hit.Score));
        // Ids 9 and 10 hold the same bytes.
        var nine = order.FindIndex(hit => hit.Id.ValueKind == JsonValueKind.Number && hit.Id.GetInt32() == 9);
        Assert.Equal(10, order[nine + 1].Id.GetInt32());
        Assert.Equal(order[nine].Score, order[nine + 1].Score);
    }

    [Fact]
    public async Task A_score_is_a_float_widened_to_a_double()
    {
        var answer = await PostAsync("/predict", TestImages.Random(100), "q.png");
        var text = answer.Hits(3)[0].GetProperty("score").GetRawText();
        var value = double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(((double)(float)value).ToString("R", System.Globalization.CultureInfo.InvariantCulture), text);
        Assert.True(text.Length > 12, $"'{text}' has the digits of a double");
    }

    [Fact]
    public async Task Ids_that_are_not_integers_are_strings()
    {
        var ids = (await PostAsync("/predict", TestImages.Random(100), "q.png", ("nb_similar_images", "100"))).Hits(100).Select(hit => hit.GetProperty("id").GetRawText()).ToList();
        Assert.Contains("\"007\"", ids);
        Assert.Contains("\"été/1\"", ids);
        Assert.Contains("10", ids);
    }

    [Theory]
    [InlineData("score, id", "id,score")]
    [InlineData("name", "name")]
    [InlineData("\"id,name\"", "id,name")]
    [InlineData("id,id", "id")]
    public async Task Only_the_requested_fields_are_returned_always_in_the_same_order(string wanted, string expected)
    {
        var hit = (await PostAsync("/predict", TestImages.Random(100), "q.png", ("retrieved_ref", wanted))).Hits(3)[0];
        Assert.Equal(expected, string.Join(',', hit.EnumerateObject().Select(p => p.Name)));
    }

    [Theory]
    [InlineData("retrieved_ref", "ID", 400)]
    [InlineData("retrieved_ref", "", 400)]
    [InlineData("retrieved_ref", "id,,score", 400)]
    [InlineData("nb_similar_images", "0", 400)]
    [InlineData("nb_similar_images", "-1", 400)]
    [InlineData("nb_similar_images", "1001", 400)]
    [InlineData("nb_similar_images", "99999999999999999999999", 400)]
    [InlineData("nb_similar_images", "three", 422)]
    [InlineData("nb_similar_images", "3.5", 422)]
    [InlineData("ignore_duplicate", "perhaps", 422)]
    [InlineData("model_name", "alexnet", 400)]
    public async Task A_wrong_value_is_named(string field, string value, int status)
    {
        var answer = await PostAsync("/predict", TestImages.Random(100), "q.png", (field, value));

        Assert.Equal(status, (int)answer.Status);
        var detail = answer.Json.GetProperty("detail");
        if (status == 422)
            Assert.Equal(field, detail[0].GetProperty("loc")[1].GetString());
        else
            Assert.False(string.IsNullOrWhiteSpace(detail.GetProperty("error").GetString()));
    }

    [Theory]
    [InlineData("true"), InlineData("1"), InlineData("YES"), InlineData("on"), InlineData("t"), InlineData("Y"), InlineData("'True'")]
    public async Task All_the_old_ways_to_say_yes_are_understood(string yes) =>
        Assert.NotEqual(3, (await PostAsync("/predict", TestImages.Random(3), "q.png", ("ignore_duplicate", yes))).Hits(3)[0].GetProperty("id").GetInt32());

    [Fact]
    public async Task The_old_name_of_the_model_field_works_alone_and_is_reported_as_deprecated()
    {
        var alone = await PostAsync("/predict", TestImages.Random(3), "q.png", ("image_model_name", "builtin"));
        Assert.Equal(HttpStatusCode.OK, alone.Status);
        Assert.Equal("true", Assert.Single(alone.Headers.GetValues("Deprecation")));

        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/predict", TestImages.Random(3), "q.png", ("image_model_name", "builtin"), ("model_name", "builtin"))).Status);
        var both = await PostAsync("/predict", TestImages.Random(3), "q.png", ("image_model_name", "vgg16"), ("model_name", "builtin"));
        Assert.Equal(HttpStatusCode.BadRequest, both.Status);
        // The alias is a name like the other: it is never replaced by a model that happens to be there.
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("/predict", TestImages.Random(3), "q.png", ("image_model_name", "vgg16"))).Status);
    }

    [Fact]
    public async Task An_unknown_model_lists_the_loaded_ones()
    {
        var answer = await PostAsync("/predict", TestImages.Random(3), "q.png", ("model_name", "alexnet"));
        Assert.Contains("builtin", answer.Json.GetProperty("detail").GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_needs_no_content_type_and_a_wrong_one_does_not_matter()
    {
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/predict", TestImages.Random(3), "q", contentType: null)).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/predict", TestImages.Random(3), "q.exe", contentType: "text/html")).Status);
    }

    [Theory]
    [InlineData("no image at all")]
    [InlineData("")]
    public async Task Bytes_that_are_not_an_image_are_rejected_with_the_known_message(string content)
    {
        var answer = await PostAsync("/predict", System.Text.Encoding.UTF8.GetBytes(content), "q.jpg");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("""{"error":"Could not preprocess the image."}""", answer.Json.GetRawText());
    }

    [Fact]
    public async Task A_missing_file_is_a_validation_error_whatever_the_body_is()
    {
        using var form = new MultipartFormDataContent { { new StringContent("builtin"), "model_name" } };
        foreach (var content in (HttpContent?[])[form, null, new StringContent("{}", System.Text.Encoding.UTF8, "application/json")])
        {
            using var response = await _client.PostAsync(new Uri("/predict", UriKind.Relative), content);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
            using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            Assert.Equal("file", json.RootElement.GetProperty("detail")[0].GetProperty("loc")[1].GetString());
        }
    }

    [Fact]
    public async Task A_truncated_body_is_a_bad_request_without_internal_details()
    {
        using var content = new ByteArrayContent("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nxx"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        using var response = await _client.PostAsync(new Uri("/predict", UriKind.Relative), content);
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
    }

    private Task<Answer> PostAsync(string path, byte[] image, string fileName, params (string Name, string Value)[] fields) =>
        PostAsync(path, image, fileName, "image/png", fields);

    private Task<Answer> PostAsync(string path, byte[] image, string fileName, string? contentType, params (string Name, string Value)[] fields) =>
        Answer.PostAsync(_client, path, image, fileName, contentType, fields);

    /// <summary>Twenty pictures and a few with odd ids; 9 and 10 are the same picture.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        private readonly ApiServer _server = new();

        internal HttpClient Client { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            var pictures = Enumerable.Range(1, 20).Select(i => ($"{i}", $"{i}.png", TestImages.Random(i == 10 ? 9 : i))).ToList();
            pictures.Add(("007", "bond.png", TestImages.Random(50)));
            pictures.Add(("été/1", "summer.png", TestImages.Random(51)));
            await _server.PublishAsync(pictures);
            Client = _server.CreateClient();
            await ApiServer.WaitForReadyAsync(Client);
        }

        public async Task DisposeAsync() => await _server.DisposeAsync();
    }
}
