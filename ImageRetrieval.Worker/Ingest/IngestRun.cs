using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Worker.Ingest.Pass;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>One pass over the lists, from their rows to published snapshots. What an earlier pass finished is not done again.</summary>
internal sealed class IngestRun(PassPlan plan, ReadLists lists, IngestModels models, CheckStored check, Fill fill, PublishSnapshots publish, FindDuplicates duplicates, MakeMaps maps)
{
    /// <exception cref="UrlListException">No list can be read, and nothing is known from earlier readings.</exception>
    /// <exception cref="ModelException">A model cannot be used.</exception>
    internal async Task<PassResult> RunAsync(CancellationToken token)
    {
        using var activity = WorkerTelemetry.Source.StartActivity("ingest");
        var pass = plan.Begin();
        await Task.Run(() => lists.RunAsync(pass, token), token);
        pass.Models = await models.LoadAsync(token);
        await Task.Run(() => check.RunAsync(pass, token), token);
        await Task.Run(() => fill.RunAsync(pass, token), token);
        plan.DecidePublishing(pass);
        if (pass.IsChanged)
            await Task.Run(() => publish.RunAsync(pass, token), token);
        await Task.Run(() => duplicates.RunAsync(pass, token), token);
        await Task.Run(() => maps.RunAsync(pass, token), token);
        return await plan.EndAsync(pass, token);
    }
}
