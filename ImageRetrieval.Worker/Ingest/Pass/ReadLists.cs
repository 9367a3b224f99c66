using ImageRetrieval.Collection;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Status;
using ImageRetrieval.Worker.UrlList;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest.Pass;

/// <summary>First stage: takes the lists into the catalog, unless they are unchanged.</summary>
internal sealed class ReadLists(IOptions<IngestOptions> options, IOptions<DataOptions> data, ICatalog catalog, ICatalogReport report, StatusBoard status, RunCounters counters, ILogger<IngestRun> logger)
{
    /// <exception cref="UrlListException">No list can be read, and nothing is known from earlier readings.</exception>
    internal async Task RunAsync(IngestPass pass, CancellationToken token)
    {
        var lists = ListReaders.Open(options.Value.Paths, data.Value.FullPath, options.Value.Reading(logger)).Select(ListFound.Of).ToList();
        var name = string.Join(", ", lists.Select(found => found.List.Name));
        status.SetState("loading", lists.Count == 1 ? "Reading the list." : "Reading the lists.");
        if (lists.Exists(found => found.Fingerprint is null) || !await catalog.AreAppliedAsync([.. lists.Select(found => found.Fingerprint).OfType<ListFingerprint>()], token))
        {
            await ReportAsync(await catalog.ApplyListsAsync(name, lists, token), lists.Count, pass, token);
            pass.IsChanged = true;
        }
        status.SetListProblem(pass.ListProblem);
        await catalog.BeginPassAsync(RetryPolicy.Longest, token);
        var counts = await report.CountsAsync(token);
        status.SetList(name);
        counters.Begin(counts.Rows, counts.Rejected + counts.Permanent);
        await status.ShowReasonsAsync(report, token);
        Log.ListRead(logger, name, counts.Rows, counts.Images);
    }

    // What is known from the other lists and from earlier readings is processed; where nothing is known, there is nothing to do.
    private async ValueTask ReportAsync(IReadOnlyList<UrlListException> problems, int lists, IngestPass pass, CancellationToken token)
    {
        if (problems.Count == 0)
            return;
        pass.ListProblem = string.Join(' ', problems.Select(problem => problem.Message));
        if (problems.Count == lists && (await report.CountsAsync(token)).Images == 0)
            throw problems[0];
        foreach (var problem in problems)
            Log.ListRefused(logger, problem.Message);
    }
}
