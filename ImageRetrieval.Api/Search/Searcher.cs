using System.Text.Json;
using ImageRetrieval.Api.Duplicates;
using ImageRetrieval.Api.Filters;
using ImageRetrieval.Api.Images;
using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Safety;
using ImageRetrieval.Api.Stats;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Api.Search;

/// <summary>Answers the searches of <c>/v1</c>.</summary>
internal sealed class Searcher(ModelChoice models, QueryVectors vectors, ImageSearch search, WorkGate gate, SearchStats stats, LiveDuplicates duplicates)
{
    /// <param name="request">What is asked.</param>
    /// <param name="uploads">The file parts that came with it, by their names.</param>
    /// <param name="asker">The request that it is part of.</param>
    /// <param name="token">Ends the search.</param>
    /// <exception cref="RefusalException">The request is wrong or cannot be answered now; the message says why.</exception>
    /// <exception cref="Vision.Decoding.ImageDecodeException">A query image cannot be decoded.</exception>
    /// <exception cref="Vision.Embedding.EmbeddingException">The model gives no embedding for a query image.</exception>
    internal async Task<SearchAnswer> SearchAsync(SearchRequest request, IReadOnlyDictionary<string, byte[]> uploads, Asker asker, CancellationToken token)
    {
        request.Validate();
        var condition = request.Filter is { ValueKind: not JsonValueKind.Null } filter ? FilterParser.Parse(filter) : null;
        using var lease = models.Acquire(request.Model);
        var times = new StageTimes();
        var query = await vectors.MakeAsync(lease, request.Queries, uploads, asker, times, token);
        var plan = await PlanAsync(lease, request, condition, asker, times, token);
        var copies = new CopyFilter(lease.Snapshot, query);
        var folding = FoldingOf(lease, request);
        var weight = asker.WeightOf(plan.Exact ? WorkWeight.OfExactSearch(lease.Snapshot) : WorkWeight.Light);
        var answers = await gate.RunAsync(
            weight,
            stop => Describe(lease, Find(lease, request, query, plan, copies, folding, times, stop), Absence.Of(lease, request, query), folding, times),
            token);
        stats.Searched(lease.Model.Name, times.Total);
        return new SearchAnswer(
            lease.Model.Name,
            lease.Snapshot.Manifest.Version,
            [.. request.Queries.Select(part => new QueryEcho(part.Kind, part.Id, part.Weight, part.Crop))],
            RankingNames.NameOf(plan.Ranking),
            answers.NothingSimilar,
            answers.Hits,
            TimingsAnswer.Of(times),
            asker.TraceId);
    }

    private FoundHits Find(SnapshotLease lease, SearchRequest request, QueryVector query, SearchPlan plan, CopyFilter copies, CopyFolding? folding, StageTimes times, CancellationToken token)
    {
        if (request.Group is null)
            return search.Search(lease, query.Embedding, plan, times, request.Dedupe ? copies.WithoutCopies : all => all, token);
        FoundHits Search(int count) => search.Search(lease, query.Embedding, plan with { Count = count }, times, request.Dedupe ? copies.WithoutQuery : all => all, token);
        return folding is null ? Search(plan.Count) : folding.Search(plan.Count, Search);
    }

    private CopyFolding? FoldingOf(SnapshotLease lease, SearchRequest request) =>
        request.Group is null or "none" ? null : new CopyFolding(lease.Snapshot, duplicates.Newest(lease.Model.Name, out _), DuplicateWords.LevelOf(request.Group));

    private async Task<SearchPlan> PlanAsync(SnapshotLease lease, SearchRequest request, ImageFilter? condition, Asker asker, StageTimes times, CancellationToken token)
    {
        var least = request.MinCloserThan is { } share ? LeastScore(lease, share) : -1;
        return new SearchPlan(request.K)
        {
            EfSearch = request.EfSearch,
            Exact = request.Exact,
            Ranking = RankingNames.TryParse(request.Ranking, out var ranking) && lease.Snapshot.HasContext ? ranking : Ranking.Cosine,
            LeastScore = Math.Max(least, (float)(request.MinScore ?? -1)),
            Filter = condition is null ? null : await FilterAsync(lease, condition, asker, times, token),
        };
    }

    private Task<SnapshotFilter> FilterAsync(SnapshotLease lease, ImageFilter condition, Asker asker, StageTimes times, CancellationToken token) =>
        lease.Filters.GetAsync(condition, make => gate.RunAsync(asker.WeightOf(WorkWeight.OfScan(lease.Snapshot)), stop =>
        {
            using var stage = times.Begin(Stage.Search, lease.Model.Name, lease.Snapshot.Manifest.Version);
            return make(stop);
        }, token), token);

    private static float LeastScore(SnapshotLease lease, double share) =>
        lease.Snapshot.ScoreOfCloseness(share) ?? throw RefusalException.BadRequest(FormattableString.Invariant($"minCloserThan is {share}, and the index of model '{lease.Model.Name}' cannot tell it: it has fewer than {Snapshot.LeastCountForMeaning} different pictures, or was built by an earlier version. Use minScore."));

    private static (List<HitAnswer> Hits, bool? NothingSimilar) Describe(SnapshotLease lease, FoundHits found, Absence absence, CopyFolding? folding, StageTimes times)
    {
        using var stage = times.Begin(Stage.Metadata, lease.Model.Name);
        var answers = new List<HitAnswer>(found.Hits.Count);
        foreach (var hit in found.Hits)
        {
            if (lease.Snapshot.TryGetItem(hit.ImageId, out var item))
                answers.Add(IndexedImage.From(item).ToHit(hit, lease.Snapshot.Closeness(hit.Score)) with { Copies = folding?.CopiesOf(hit.ImageId) });
        }
        return (answers, absence.Judge(found.Nearest));
    }
}
