using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.Download;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest.Pass;

/// <summary>Puts the pipeline of a pass together.</summary>
internal sealed class PipelineFactory(IOptions<IngestOptions> options, IWorkSource work, FailureFactory failures, FetcherFactory fetchers, EmbedFactory embedders, PauseGate pause, TimeProvider clock)
{
    /// <summary>A pipeline that has not started; it must run to its end, which stores its outcomes.</summary>
    internal async Task<IngestPipeline> CreateAsync(IngestPass pass, CancellationToken token)
    {
        var scheduler = await DownloadScheduler.BeginAsync(work, options.Value, clock, pass.DueBy, token);
        var outcomes = work.BeginOutcomes();
        var handling = failures.Create(outcomes);
        var (fetcher, embedder) = (fetchers.Create(outcomes, handling, pass.Models), embedders.Create(outcomes, handling, pass.Models));
        return new IngestPipeline(options.Value, scheduler, fetcher, work, embedder, outcomes, pause);
    }
}
