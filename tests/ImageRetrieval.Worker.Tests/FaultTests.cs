using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Worker.Tests;

public sealed class FaultTests : IDisposable
{
    private readonly TestWorker _worker = new();

    public void Dispose() => _worker.Dispose();

    [Fact]
    public async Task Of_a_server_full_of_faults_exactly_the_good_pictures_are_indexed_and_every_other_row_has_its_reason()
    {
        const int count = 500;
        await using var server = await FaultyPictureServer.StartAsync(seed: 5);
        _worker.WriteList(Enumerable.Range(0, count).Select(i => $"{server.Url(i)},{i}"));

        var status = await _worker.RunAsync("--Ingest:DownloadAttempts=2", "--Ingest:DownloadIdleSeconds=1");

        var expected = Enumerable.Range(0, count).Where(i => server.Reason(i) is not null).ToDictionary(Id, i => server.Reason(i)!);
        Assert.Equal(expected.OrderBy(pair => pair.Key, StringComparer.Ordinal), status.Failures!.Select(f => KeyValuePair.Create(f.Id, f.Reason)).OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.Equal(Enumerable.Range(0, count).Where(i => server.Reason(i) is null).Select(Id).Order(StringComparer.Ordinal), _worker.Indexed());
        Assert.Equal((count, count - expected.Count, expected.Count), (status.Total, status.Indexed, status.Failed));
        // The faults were really there, of every kind that ends in a failure.
        Assert.Equal(["http_4xx", "http_5xx", "network", "not_an_image", "redirect_loop", "stalled", "truncated", "unsupported_format"], status.Reasons.Keys.Order());
        Assert.True(status.RetriesThisRun > expected.Count / 4);
        using var catalog = _worker.OpenCatalog();
        Assert.All(catalog.Listed(), image => Assert.Contains(image.State, new[] { ImageState.Embedded, ImageState.Retryable, ImageState.Permanent }));
    }

    private static string Id(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
