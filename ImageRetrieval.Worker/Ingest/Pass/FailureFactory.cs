using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Status;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest.Pass;

/// <summary>Creates the component that handles the failures of a pass.</summary>
internal sealed class FailureFactory(IOptions<IngestOptions> options, IWorkSource work, RunCounters counters, TimeProvider clock, ILogger<IngestRun> logger)
{
    private readonly RetryPolicy _retries = new(options.Value.DownloadAttempts, new Random());

    internal ImageFailures Create(IOutcomes outcomes) => new(work, outcomes, _retries, clock, counters, new FailureLog(logger));
}
