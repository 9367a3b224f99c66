using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Ingest;
using ImageRetrieval.Worker.Ingest.Pass;
using ImageRetrieval.Worker.UrlList;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.IngestBenchmark;

/// <summary>The Worker's own scheduler, downloader, files and catalog, and instead of the models something else, or nothing.</summary>
internal sealed class DownloadAlone(WebApplication app)
{
    internal async Task RunAsync(Action<FetchedImage> then)
    {
        var options = app.Services.GetRequiredService<IOptions<IngestOptions>>().Value;
        await app.Services.GetRequiredService<ICatalog>().ApplyListsAsync("list", [ListFound.Of(new UrlListReader(options.Paths.Single()))], default);
        var work = app.Services.GetRequiredService<IWorkSource>();
        var scheduler = await DownloadScheduler.BeginAsync(work, options, TimeProvider.System, DateTimeOffset.MaxValue, default);
        var outcomes = work.BeginOutcomes();
        var fetcher = app.Services.GetRequiredService<FetcherFactory>().Create(outcomes, app.Services.GetRequiredService<FailureFactory>().Create(outcomes), []);
        await Task.WhenAll(Enumerable.Range(0, options.DownloadConcurrency).Select(_ => Task.Run(async () =>
        {
            while (await scheduler.NextAsync(default) is { } next)
            {
                using var fetched = await fetcher.FetchAsync(next, scheduler, default) ?? throw new InvalidOperationException($"'{next.Image.Source.Url}' gave no image.");
                then(fetched);
            }
        })));
        await outcomes.CompleteAsync();
    }
}
