using System.Net.Http.Json;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Api.Tests;

public sealed class ModelTrialTests
{
    [Fact]
    public async Task A_file_that_would_end_the_process_fails_its_model_and_the_others_answer()
    {
        using var folder = new TemporaryFolder();
        await using var server = new ApiServer("net,builtin", HiddenWindow.WriteList(folder.Path, HiddenWindow.Deadly));
        await server.PublishAsync(Pictures.All());
        // The model is loaded when it has a snapshot, whosever that is.
        var snapshots = Path.Combine(server.DataFolder, "snapshots");
        Directory.CreateDirectory(Path.Combine(snapshots, "net", "00000001"));
        foreach (var file in Directory.GetFiles(Path.Combine(snapshots, "builtin", "00000001")))
            File.Copy(file, Path.Combine(snapshots, "net", "00000001", Path.GetFileName(file)));
        using var client = server.CreateClient();

        var models = await ApiServer.UntilAsync(client, "/v1/models", answer => answer.Contains("\"failed\"", StringComparison.Ordinal) && answer.Contains("\"ready\"", StringComparison.Ordinal));
        Assert.Contains("\"net\"", models, StringComparison.Ordinal);
        Assert.Contains(server.Log.Lines, line => line.Text.Contains("is not loaded: it ended the process of its trial by SIGFPE", StringComparison.Ordinal));
        var answer = await client.PostAsJsonAsync("/v1/search", new { model = "builtin", queries = new[] { new { id = "3" } } });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
