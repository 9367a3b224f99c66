using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Commit;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Ingest;
using ImageRetrieval.Worker.Status;
using ImageRetrieval.Worker.UrlList;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.IngestBenchmark;

/// <summary>The Worker's own scheduler, downloader, files and catalog, and instead of the models something else, or nothing.</summary>
internal sealed class DownloadAlone(WebApplication app, string dataFolder)
{
    private readonly IngestOptions _options = app.Services.GetRequiredService<IOptions<IngestOptions>>().Value;
    private readonly ImageCatalog _catalog = app.Services.GetRequiredService<ImageCatalog>();
    private readonly ImageDecoder _decoder = app.Services.GetRequiredService<ImageDecoder>();

    internal async Task RunAsync(Action<Fetched> then)
    {
        _catalog.TakeList("list", new UrlListReader(_options.Paths.Single()).Read());
        var status = app.Services.GetRequiredService<StatusBoard>();
        var scheduler = new DownloadScheduler(_catalog, _options.HostConcurrency, _options.DownloadConcurrency, TimeProvider.System, DateTimeOffset.MaxValue);
        var commits = new CommitQueue(_catalog);
        var fetcher = new ImageFetcher(app.Services.GetRequiredService<ImageDownloader>(), new LocalFiles(_options), new ImageFiles(Path.Combine(dataFolder, "images"), _decoder), _catalog, commits, status, new RetryPolicy(1, new Random(1)), TimeProvider.System, new FailureLog(NullLogger.Instance));
        await Task.WhenAll(Enumerable.Range(0, _options.DownloadConcurrency).Select(_ => Task.Run(async () =>
        {
            while (await scheduler.NextAsync(default) is { } next)
            {
                using var fetched = await fetcher.FetchAsync(next, scheduler, default) ?? throw new InvalidOperationException($"'{next.Image.Source.Url}' gave no image.");
                then(fetched);
            }
        })));
        await commits.CompleteAsync();
    }
}
