using System.Net;
using System.Text;
using ImageRetrieval.Evaluation.Predict;

namespace ImageRetrieval.Evaluation.Tests;

public sealed class PredictTests
{
    private static readonly Uri s_api = new("http://localhost:8000");

    [Fact]
    public void Ids_may_be_numbers_or_text()
    {
        var reply = PredictClient.Read("""{"pretrained_model":"m","top_3_similar_images":[{"id":12,"score":0.5},{"id":"007","score":0.25}]}""");
        Assert.Equal("m", reply.Model);
        Assert.Equal([("12", 0.5), ("007", 0.25)], reply.Hits);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{\"pretrained_model\":\"m\"}")]
    [InlineData("{\"pretrained_model\":\"m\",\"top_3_similar_images\":[{\"id\":1}]}")]
    public void Another_answer_is_rejected(string body) =>
        Assert.Contains("not that of /predict", Assert.Throws<EvaluationException>(() => PredictClient.Read(body)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task The_request_gets_ids_and_scores_and_hides_the_query()
    {
        using var api = new FakeApi(HttpStatusCode.OK, """{"pretrained_model":"m","top_20_similar_images":[]}""");
        using var http = new HttpClient(api);
        var reply = await new PredictClient(http, s_api, "mine", 20).AskAsync("a/1", [1, 2, 3], CancellationToken.None);

        Assert.Empty(reply!.Hits);
        foreach (var part in new[] { "model_name", "mine", "nb_similar_images", "20", "retrieved_ref", "id,score", "ignore_duplicate", "true", "filename=a%2F1" })
            Assert.Contains(part, api.Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_the_Api_cannot_decode_is_left_out_and_any_other_refusal_is_passed_on()
    {
        using var refusing = new HttpClient(new FakeApi(HttpStatusCode.BadRequest, """{"error":"Could not preprocess the image."}"""));
        Assert.Null(await new PredictClient(refusing, s_api, null, 20).AskAsync("1", [1], CancellationToken.None));

        using var building = new HttpClient(new FakeApi(HttpStatusCode.ServiceUnavailable, "not built yet"));
        var error = await Assert.ThrowsAsync<EvaluationException>(() => new PredictClient(building, s_api, null, 20).AskAsync("1", [1], CancellationToken.None));
        Assert.Contains("503: not built yet", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_answer_gives_bounds_and_a_shorter_one_is_the_whole_ranking()
    {
        // 14 images of one label and 6 of another: 13 are to be found, 10 are asked for.
        var set = Sets.Of([.. Enumerable.Repeat("a", 14), .. Enumerable.Repeat("b", 6)]);
        var options = new EvaluationOptions(EvaluationOptions.Command.Parse(["--csv", "list.csv", "--count", "10"]));

        var truncated = new ApiAnswers(set, options);
        truncated.Add(0, Reply(Enumerable.Range(1, 10)), TimeSpan.Zero);
        Assert.Equal(10 / 13.0, truncated.Row().Quality.MeanAveragePrecision.Lower, 1e-12);
        Assert.Equal(1, truncated.Row().Quality.MeanAveragePrecision.Upper, 1e-12);

        var whole = new ApiAnswers(set, options);
        whole.Add(0, Reply(Enumerable.Range(1, 9)), TimeSpan.Zero);
        Assert.Equal(9 / 13.0, whole.Row().Quality.MeanAveragePrecision.Upper, 1e-12);
    }

    [Fact]
    public void An_index_with_other_ids_is_reported()
    {
        var answers = new ApiAnswers(Sets.Of("a", "a", "b"), new EvaluationOptions(EvaluationOptions.Command.Parse(["--csv", "list.csv", "--count", "10"])));
        answers.Add(0, Reply(Enumerable.Range(100, 10)), TimeSpan.Zero);
        Assert.Contains("ids of the list must be those", Assert.Throws<EvaluationException>(answers.Row).Message, StringComparison.Ordinal);
    }

    private static PredictReply Reply(IEnumerable<int> ids) => new("m", [.. ids.Select(id => ($"{id}", 1.0 / id))]);

    private sealed class FakeApi(HttpStatusCode status, string body) : HttpMessageHandler
    {
        public string Request { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Request = Encoding.Latin1.GetString(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            return new HttpResponseMessage(status) { Content = new StringContent(body) };
        }
    }
}
