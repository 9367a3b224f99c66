using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Worker.Tests;

public sealed class QuietLogTests
{
    [Fact]
    public async Task A_thousand_rejected_images_are_one_log_line_per_reason_and_all_in_the_status()
    {
        using var worker = new TestWorker();
        await using var server = await PictureServer.StartAsync();
        var page = server.Add("page", "<html>"u8.ToArray());
        worker.WriteList([.. Enumerable.Range(0, 600).Select(i => $"{page}?{i},p{i}"), .. Enumerable.Range(0, 400).Select(i => $"{server.Address}/none{i},n{i}"), $"{server.Add("a.png", TestImages.Random(1))},good"]);
        var log = new CapturedLog();
        var status = await worker.RunAsync(null, log);

        Assert.Equal((1000, 600L, 400L), (status.Failures!.Count, status.Reasons["not_an_image"], status.Reasons["http_4xx"]));
        Assert.Equal(["http_4xx", "not_an_image"], log.Lines.Where(line => line.Contains("Failed with", StringComparison.Ordinal)).Select(line => line.Split("Failed with ")[1].Split(':')[0]).Order());
        Assert.InRange(log.Lines.Count, 1, 20);
    }
}
