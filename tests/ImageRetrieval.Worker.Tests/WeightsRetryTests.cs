using System.Security.Cryptography;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Worker.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.Worker.Tests;

public sealed class WeightsRetryTests
{
    [Fact]
    public async Task Weights_that_cannot_be_downloaded_are_requested_again_while_the_service_runs()
    {
        using var folder = new TemporaryFolder();
        await using var server = await PictureServer.StartAsync();
        var weights = await BuiltinWeightsAsync(folder);
        var list = Model(server.Add("net.onnx", [], status: 503), weights);
        await File.WriteAllTextAsync(folder.File("models.json"), list);
        await File.WriteAllTextAsync(folder.File("list.csv"), $"url,id\n{server.Add("a.png", TestImages.Random(1))},1\n");

        await using var app = Build(folder);
        await app.StartAsync();
        var status = app.Services.GetRequiredService<StatusBoard>();
        await UntilAsync(() => status.State == "failed");
        Assert.Contains("Retrying every", status.Read().Message, StringComparison.Ordinal);

        server.Add("net.onnx", weights);
        await UntilAsync(() => status.State == "done");
        Assert.Equal(1, status.Read().Indexed);
        await app.StopAsync();
    }

    private static WebApplication Build(TemporaryFolder folder)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddWorkerOptions(["--csv", folder.File("list.csv"), "--data", folder.File("data"), "--models", "net", "--model-list", folder.File("models.json"), "--Ingest:WeightsRetrySeconds=1"]);
        builder.AddWorker();
        return builder.Build();
    }

    /// <summary>The built-in model's file, as weights of a model that must be downloaded.</summary>
    private static async Task<byte[]> BuiltinWeightsAsync(TemporaryFolder folder)
    {
        using var http = new HttpClient();
        var file = await new ModelStore(folder.File("weights"), http).EnsureAsync(ModelList.Load().Find("builtin"));
        return await File.ReadAllBytesAsync(file.Path);
    }

    private static string Model(string url, byte[] weights) => $$"""
        { "models": [ { "name": "net", "file": "net.onnx", "url": "{{url}}", "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(weights))}}",
          "featureTensor": "embedding", "dimension": {{ModelList.Load().Find("builtin").Dimension}},
          "preprocessing": { "name": "p", "rule": "stretch", "resize": 128, "crop": 128, "mean": [0,0,0], "std": [1,1,1] } } ] }
        """;

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds())
            await Task.Delay(20, limit.Token);
    }
}
