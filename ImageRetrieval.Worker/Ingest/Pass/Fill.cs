using ImageRetrieval.Worker.Publish;
using ImageRetrieval.Worker.Status;

namespace ImageRetrieval.Worker.Ingest.Pass;

/// <summary>Third stage: downloads and embeds what is missing; early snapshots are published meanwhile.</summary>
internal sealed class Fill(PipelineFactory pipelines, EarlySnapshots early, PublicUrls urls, StatusBoard status)
{
    internal async Task RunAsync(IngestPass pass, CancellationToken token)
    {
        var pipeline = await pipelines.CreateAsync(pass, token);
        status.SetState("running");
        status.ShowUrlsAs(urls.Of);
        status.Watch(pipeline.Hosts);
        using var finished = CancellationTokenSource.CreateLinkedTokenSource(token);
        var beside = early.RunAsync(pass.Models, pass.IsChanged, finished.Token);
        try
        {
            await pipeline.RunAsync(token);
        }
        catch
        {
            // Nothing of this pass may still run when the next one begins; why it failed is known already.
            await finished.CancelAsync();
            await beside.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
        await finished.CancelAsync();
        await beside;
        pass.LostFiles = pipeline.LostFiles;
    }
}
