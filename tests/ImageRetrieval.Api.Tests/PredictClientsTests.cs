using System.Text.Json;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Api.Tests;

/// <summary>The contract of <c>/predict</c> as other programs meet it: curl, and Python's requests.</summary>
public sealed class PredictClientsTests(V1Fixture fixture) : IClassFixture<V1Fixture>
{
    [ToolFact("curl", "--version", "apt install curl")]
    public async Task Curl_with_all_fields_gets_what_HttpClient_gets()
    {
        var lines = await CurlAsync("-F", "model_name=builtin", "-F", "nb_similar_images=5", "-F", "retrieved_ref=id,name,score", "-F", "ignore_duplicate=True");
        await CheckAsync(lines, 5, ("nb_similar_images", "5"));
    }

    [ToolFact("curl", "--version", "apt install curl")]
    public async Task Curl_with_the_file_and_the_model_alone_gets_the_defaults() =>
        await CheckAsync(await CurlAsync("-F", "model_name=\"builtin\""), 3);

    [ToolFact("curl", "--version", "apt install curl")]
    public async Task Curl_reads_the_old_errors()
    {
        var lines = await CurlAsync("-F", "nb_similar_images=0");
        Assert.Equal("400", lines[1]);
        Assert.Contains("nb_similar_images", JsonDocument.Parse(lines[0]).RootElement.GetProperty("detail").GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [ToolFact("python3", "-c \"import requests\"", "apt install python3-requests")]
    public async Task Requests_with_all_fields_gets_what_HttpClient_gets()
    {
        var lines = await PythonAsync("""{"model_name":"builtin","nb_similar_images":5,"retrieved_ref":"id,name,score","ignore_duplicate":true}""");
        await CheckAsync([lines[1], lines[0]], 5, ("nb_similar_images", "5"));
    }

    [ToolFact("python3", "-c \"import requests\"", "apt install python3-requests")]
    public async Task Requests_with_the_old_name_of_the_model_gets_an_answer() =>
        await CheckAsync([.. (await PythonAsync("""{"image_model_name":"builtin"}""")).Reverse()], 3);

    private async Task CheckAsync(string[] answerAndStatus, int count, params (string Name, string Value)[] fields)
    {
        Assert.Equal("200", answerAndStatus[1]);
        var expected = await Answer.PostAsync(fixture.Client, "/predict", Pictures.Bytes(3), "query.png", "image/png", fields);
        using var json = JsonDocument.Parse(answerAndStatus[0]);
        Assert.Equal(count, json.RootElement.GetProperty($"top_{count}_similar_images").GetArrayLength());
        Assert.True(JsonElement.DeepEquals(expected.Json, json.RootElement), answerAndStatus[0]);
    }

    private async Task<string[]> CurlAsync(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.File("query.png"), Pictures.Bytes(3));
        return await OtherClients.CurlAsync(Address, folder.File("query.png"), arguments);
    }

    private async Task<string[]> PythonAsync(string fields)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.File("query.png"), Pictures.Bytes(3));
        return await OtherClients.PythonAsync(Address, folder.File("query.png"), fields);
    }

    private string Address => new Uri(fixture.Client.BaseAddress!, "/predict/").ToString();
}
