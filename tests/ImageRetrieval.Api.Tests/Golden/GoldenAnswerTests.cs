using System.Text.Json;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Api.Tests.Golden;

/// <summary>
/// <c>/predict</c> on real weights and photos: its scores are those of another runtime's features where the pixels are
/// given, and those that were recorded (answers.json) where the whole way from the JPEG counts.
/// </summary>
public sealed class GoldenAnswerTests(GoldenFixture fixture) : IClassFixture<GoldenFixture>
{
    private const double Tolerance = 1e-4;
    private const int Hits = 10;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private static string RecordPath => Path.Combine(SharedData.RepositoryRoot, "tests", "ImageRetrieval.Api.Tests", "Golden", "answers.json");

    [SharedDataFact]
    public async Task Scores_of_given_pixels_are_the_cosines_of_the_reference_features()
    {
        foreach (var (name, _, _, dimension) in GoldenModels.All)
        {
            var features = GoldenFixture.Features(name, dimension);
            for (var photo = 0; photo < features.Length; photo++)
            {
                var answer = await Answer.PostAsync(fixture.Client, "/predict", GoldenFixture.Pixels(photo), "query.png", "image/png", ("model_name", GoldenModels.OfPixels(name)), ("nb_similar_images", "16"), ("ignore_duplicate", "false"));
                var scores = answer.Hits(16).ToDictionary(hit => hit.GetProperty("id").GetInt32(), hit => hit.GetProperty("score").GetDouble());
                for (var other = 0; other < features.Length; other++)
                    Assert.Equal(Cosine(features[photo], features[other]), scores[other], Tolerance);
            }
        }
    }

    [SharedDataFact]
    public async Task Answers_are_those_that_were_recorded()
    {
        // On demand, when the weights or the photos have changed: the difference shows what it does to the answers.
        if (Environment.GetEnvironmentVariable("IMAGERETRIEVAL_RECORD") is not null)
            await RecordAsync();
        var recorded = Recorded();
        Assert.Equal(GoldenModels.All.Count * GoldenFixture.Queries.Count(), recorded.Count);
        foreach (var expected in recorded)
            Check(expected, await AskAsync(expected.Model, expected.Query));
    }

    [SharedDataFact]
    public async Task Curl_and_requests_get_the_recorded_answers()
    {
        var address = new Uri(fixture.Client.BaseAddress!, "/predict").ToString();
        foreach (var expected in Recorded().GroupBy(answer => answer.Model).Select(group => group.First()))
        {
            var path = GoldenFixture.Queries.Single(query => query.Id == expected.Query).Path;
            if (ToolFactAttribute.Runs("curl", "--version"))
                Check(expected, Parse((await OtherClients.CurlAsync(address, path, "-F", $"model_name={expected.Model}", "-F", $"nb_similar_images={Hits}"))[0]));
            if (ToolFactAttribute.Runs("python3", "-c \"import requests\""))
                Check(expected, Parse((await OtherClients.PythonAsync(address, path, $$"""{"model_name":"{{expected.Model}}","nb_similar_images":{{Hits}}}"""))[1]));
        }
    }

    // Hits whose scores are nearer than the tolerance may change places on another processor.
    private static void Check(GoldenAnswer expected, IReadOnlyList<GoldenHit> actual)
    {
        Assert.Equal(Hits, actual.Count);
        for (var place = 0; place < Hits; place++)
        {
            var hit = expected.Hits[place];
            Assert.Equal(hit.Score, actual[place].Score, Tolerance);
            if (actual[place].Id != hit.Id)
                Assert.Contains(expected.Hits.Where(other => other.Id != hit.Id), other => Math.Abs(other.Score - hit.Score) <= 2 * Tolerance);
        }
    }

    private async Task<IReadOnlyList<GoldenHit>> AskAsync(string model, string query)
    {
        var bytes = await File.ReadAllBytesAsync(GoldenFixture.Queries.Single(photo => photo.Id == query).Path);
        var answer = await Answer.PostAsync(fixture.Client, "/predict", bytes, "query.jpg", "image/jpeg", ("model_name", model), ("nb_similar_images", $"{Hits}"));
        return Parse(answer.Json.GetRawText());
    }

    private static IReadOnlyList<GoldenHit> Parse(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        return [.. json.RootElement.GetProperty($"top_{Hits}_similar_images").EnumerateArray().Select(hit => new GoldenHit(hit.GetProperty("id").ToString(), hit.GetProperty("score").GetDouble()))];
    }

    private static List<GoldenAnswer> Recorded() => JsonSerializer.Deserialize<List<GoldenAnswer>>(File.ReadAllBytes(RecordPath), s_json)!;

    private async Task RecordAsync()
    {
        var answers = new List<GoldenAnswer>();
        foreach (var (name, _, _, _) in GoldenModels.All)
        {
            foreach (var (id, _) in GoldenFixture.Queries)
                answers.Add(new GoldenAnswer(name, id, [.. (await AskAsync(name, id)).Select(hit => hit with { Score = Math.Round(hit.Score, 6) })]));
        }
        // One answer a line, for whoever reads a difference.
        await File.WriteAllTextAsync(RecordPath, $"[\n{string.Join(",\n", answers.Select(answer => JsonSerializer.Serialize(answer, s_json)))}\n]\n");
    }

    private static double Cosine(float[] a, float[] b)
    {
        double dot = 0, lengthA = 0, lengthB = 0;
        for (var i = 0; i < a.Length; i++)
            (dot, lengthA, lengthB) = (dot + (double)a[i] * b[i], lengthA + (double)a[i] * a[i], lengthB + (double)b[i] * b[i]);
        return dot / Math.Sqrt(lengthA * lengthB);
    }
}
