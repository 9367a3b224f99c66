using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Commit;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Duplicates;
using ImageRetrieval.Worker.Publish;
using ImageRetrieval.Worker.Status;
using ImageRetrieval.Worker.UrlList;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>One pass over the lists, from their rows to published snapshots. What an earlier pass finished is not done again.</summary>
internal sealed class IngestRun(
    IOptions<IngestOptions> ingest,
    IOptions<PublishOptions> publish,
    IOptions<DataOptions> data,
    LoadedModels loadedModels,
    KnownFingerprints fingerprints,
    ImageDownloader downloader,
    ImageDecoder decoder,
    ImageCatalog catalog,
    StatusBoard status,
    PauseGate pause,
    WorkSignal work,
    TimeProvider clock,
    ILogger<IngestRun> logger)
{
    private readonly RetryPolicy _retries = new(ingest.Value.DownloadAttempts, new Random());
    private readonly DuplicateFinder _duplicates = new(data.Value.FullPath, fingerprints, clock, logger);
    private readonly ShownUrl _shown = new(ingest.Value.NamedFolders, publish.Value.AbsolutePaths);
    private bool _firstPass = true;
    private bool _publishNeeded = true;
    private int _published;
    private long _rebuilds;

    // Failed images come due one by one: a pass for each would be a pass without end.
    private static readonly TimeSpan s_shortestPause = TimeSpan.FromSeconds(30);

    /// <summary>When there is more to do without anything having changed; null when never.</summary>
    internal DateTimeOffset? NextDue { get; private set; }

    /// <summary>What is the matter with lists that could not be read in the last pass; null when all could.</summary>
    internal string? ListProblem { get; private set; }

    /// <returns>How many images the snapshots hold, at most; 0 means that nothing can be searched.</returns>
    /// <exception cref="UrlListException">No list can be read, and nothing is known from before.</exception>
    /// <exception cref="ModelException">A model cannot be used.</exception>
    internal async Task<int> RunAsync(CancellationToken token)
    {
        using var activity = WorkerTelemetry.Source.StartActivity("ingest");
        // Decided before anything is done: what a retry later puts off counts from here.
        var dueBy = _firstPass ? DateTimeOffset.MaxValue : clock.GetUtcNow();
        var before = status.WorkDone;
        await Task.Run(() => TakeLists(token), token);
        var models = await loadedModels.LoadAsync(token);
        var files = new ImageFiles(Path.Combine(data.Value.FullPath, "images"), decoder);
        files.RemoveIncoming();
        await Task.Run(() => Prepare(files, models, dueBy, token), token);

        var publisher = new ModelPublisher(Path.Combine(data.Value.FullPath, "snapshots"), ingest.Value.KeepSnapshots, publish.Value, catalog, status, _shown, logger);
        var scheduler = new DownloadScheduler(catalog, ingest.Value.HostConcurrency, ingest.Value.DownloadConcurrency, clock, dueBy);
        var lostFiles = await Task.Run(() => FillAsync(scheduler, publisher, files, models, token), token);
        // What is asked for while the snapshots are made is for the next pass.
        var rebuilds = work.Rebuilds;
        _publishNeeded |= status.WorkDone != before || rebuilds != _rebuilds;
        if (_publishNeeded)
            _published = await Task.Run(() => PublishAll(publisher, models, anew: rebuilds != _rebuilds, token), token);
        await Task.Run(() => FindDuplicates(publisher, models, token), token);
        (_firstPass, _publishNeeded, _rebuilds) = (false, false, rebuilds);
        NextDue = lostFiles ? clock.GetUtcNow() : NotBefore(clock.GetUtcNow() + s_shortestPause, Earlier(catalog.NextTry(), NextRefresh()));
        return _published;
    }

    private void TakeLists(CancellationToken token)
    {
        var lists = ImageLists.Open(ingest.Value.Paths, data.Value.FullPath, ingest.Value.Reading(logger)).Select(ListFound.Of).ToList();
        var name = string.Join(", ", lists.Select(found => found.List.Name));
        status.SetState("loading", lists.Count == 1 ? "The list is read." : "The lists are read.");
        ListProblem = null;
        if (!catalog.IsTaken([.. lists.Select(found => found.Fingerprint).OfType<ListFingerprint>()]) || lists.Exists(found => found.Fingerprint is null))
        {
            TellProblems(catalog.TakeLists(name, lists, token), lists.Count);
            _publishNeeded = true;
        }
        status.SetListProblem(ListProblem);
        catalog.BeginPass();
        var counts = catalog.Counts();
        status.Begin(name, counts.Rows, counts.Rejected + counts.Permanent);
        status.SetReasons(catalog.Reasons(), catalog.DamagedCount());
        Log.ListRead(logger, name, counts.Rows, counts.Images);
    }

    // What is known of the other lists, and of earlier readings, is worked on; where nothing is, there is nothing to do.
    private void TellProblems(IReadOnlyList<UrlListException> problems, int lists)
    {
        if (problems.Count == 0)
            return;
        ListProblem = string.Join(' ', problems.Select(problem => problem.Message));
        if (problems.Count == lists && catalog.Counts().Images == 0)
            throw problems[0];
        foreach (var problem in problems)
            Log.ListRefused(logger, problem.Message);
    }

    private void Prepare(ImageFiles files, IReadOnlyList<LoadedModel> models, DateTimeOffset dueBy, CancellationToken token)
    {
        status.SetState("loading", "What is there already is checked.");
        _publishNeeded |= catalog.LeavePlaceholdersOut(ingest.Value.PlaceholderUrls) != (0, 0);
        if (ingest.Value.RefreshHours > 0)
            catalog.MarkForRefresh(clock.GetUtcNow() - TimeSpan.FromHours(ingest.Value.RefreshHours));
        var check = new StoredCheck(catalog, files, models, fingerprints.Open());
        check.Run(token);
        var counts = catalog.Counts();
        status.SetRetrying(!catalog.HasNewWork(dueBy));
        var notYetDue = dueBy == DateTimeOffset.MaxValue ? 0 : catalog.WaitingLonger(dueBy);
        status.Begin(status.List ?? "", counts.Rows, counts.Rejected + counts.Permanent + notYetDue, check.Downloaded, check.Indexed);
        for (var i = 0; i < models.Count; i++)
            status.SetEmbedded(models[i].Name, check.Embedded(i));
    }

    private async Task<bool> FillAsync(DownloadScheduler scheduler, ModelPublisher publisher, ImageFiles files, IReadOnlyList<LoadedModel> models, CancellationToken token)
    {
        status.SetState("running");
        var commits = new CommitQueue(catalog);
        var embedder = new ImageEmbedder(decoder, catalog, commits, status, models, fingerprints.Open());
        status.ShowUrlsAs(_shown.Of);
        status.Watch(scheduler.Hosts, sha256 => models.Where(model => model.Vectors.Contains(sha256)).Select(model => model.Name));
        var fetcher = new ImageFetcher(downloader, new LocalFiles(ingest.Value), files, catalog, commits, status, _retries, clock, new FailureLog(logger));
        var pipeline = new IngestPipeline(ingest.Value, scheduler, fetcher, files, catalog, status, embedder, commits, pause);
        using var finished = CancellationTokenSource.CreateLinkedTokenSource(token);
        var duplicates = new EarlyDuplicates(_duplicates, publish.Value.MaxTimeShare, clock);
        var early = Task.WhenAll(
            new EarlyPublishing(publish.Value, publisher, duplicates, models, _publishNeeded, status, clock).RunAsync(finished.Token),
            duplicates.RunAsync(finished.Token));
        try
        {
            await RunAsync(pipeline, commits, token);
        }
        catch
        {
            // Nothing of this pass may still be at work when the next one begins; why it failed is known already.
            await finished.CancelAsync();
            await early.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
        await finished.CancelAsync();
        await early;
        return pipeline.LostFiles;
    }

    // What was done before the pipeline ended is committed, however it ended.
    private static async Task RunAsync(IngestPipeline pipeline, CommitQueue commits, CancellationToken token)
    {
        try
        {
            await pipeline.RunAsync(token);
        }
        finally
        {
            await commits.CompleteAsync();
        }
    }

    private int PublishAll(ModelPublisher publisher, IReadOnlyList<LoadedModel> models, bool anew, CancellationToken token)
    {
        status.SetState("publishing", anew ? "The index is built anew." : "The index is built.");
        var (leftOut, takenBack) = catalog.LeavePlaceholdersOut(ingest.Value.PlaceholderUrls);
        status.CountLeftOut(leftOut - takenBack);
        if (leftOut > 0)
            Log.PlaceholdersLeftOut(logger, leftOut, ingest.Value.PlaceholderUrls);
        status.SetReasons(catalog.Reasons(), catalog.DamagedCount());
        return models.Max(model => publisher.Publish(model, anew, token));
    }

    // Everything can be searched by now.
    private void FindDuplicates(ModelPublisher publisher, IReadOnlyList<LoadedModel> models, CancellationToken token)
    {
        foreach (var model in models)
        {
            if (publisher.NewestPath(model) is not { } path || _duplicates.IsComplete(model.Name, path))
                continue;
            status.SetState("publishing", $"The index is complete; duplicates are being looked for with '{model.Name}'.");
            _duplicates.Update(model.Name, path, ingest.Value.EmbedConcurrency == 0 ? Environment.ProcessorCount : ingest.Value.EmbedConcurrency, token);
        }
    }

    private DateTimeOffset? NextRefresh() =>
        ingest.Value.RefreshHours > 0 && catalog.OldestCheck() is { } oldest ? oldest + TimeSpan.FromHours(ingest.Value.RefreshHours) : null;

    private static DateTimeOffset? NotBefore(DateTimeOffset first, DateTimeOffset? time) => time < first ? first : time;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null ? other : other is null ? one : one < other ? one : other;
}
