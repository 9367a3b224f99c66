using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Images;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Status;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest.Pass;

/// <summary>Creates the stage that downloads the images of a pass.</summary>
internal sealed class FetcherFactory(IOptions<IngestOptions> options, ImageDownloader downloader, ImageDecoder decoder, IImageStore images, RunCounters counters, ImagesInProgress inWork)
{
    internal ImageFetcher Create(IOutcomes outcomes, ImageFailures failures, IReadOnlyList<IngestModel> models) => new(
        new SourceReader(downloader, new LocalFiles(options.Value), failures.Log),
        new ImageKeeper(images, decoder, failures.Log),
        failures,
        outcomes,
        counters,
        inWork,
        models);
}
