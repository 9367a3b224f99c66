using System.Text.Json;
using ImageRetrieval.Api.Duplicates;
using ImageRetrieval.Api.Filters;
using ImageRetrieval.Api.Images;
using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Safety;
using ImageRetrieval.Api.Stats;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Collection.Filters;
using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Api.Search;

/// <summary>Answers the searches of <c>/v1</c>.</summary>
internal sealed class SearchService(ModelChoice models, QueryVectors vectors, NearestImages nearest, WorkGate gate, SearchStats stats, IDuplicatesReader duplicates)
{
    /// <param name="request">The request.</param>
    /// <param name="uploads">The file parts that came with it, by their names.</param>
    /// <param name="asker">The request that it is part of.</param>
    /// <param name="token">Cancels the search.</param>
    /// <exception cref="RefusalException">The request is invalid or cannot be answered now; the message gives the reason.</exception>
    /// <exception cref="Vision.Decoding.ImageDecodeException">A query image cannot be decoded.</exception>
    /// <exception cref="Vision.Embedding.EmbeddingException">The model gives no embedding for a query image.</exception>
    internal async Task<SearchAnswer> SearchAsync(SearchRequest request, IReadOnlyDictionary<string, byte[]> uploads, Asker asker, CancellationToken token)
    {
        request.Validate();
        var condition = request.Filter is { ValueKind: not JsonValueKind.Null } filter ? FilterParser.Parse(filter) : null;
        using var lease = await models.AcquireAsync(request.Model, request.Snapshot, token);
        var times = stats.BeginTimes();
        var query = await vectors.MakeAsync(lease, request.Queries, uploads, asker, times, token);
        var plan = await PlanAsync(lease, request, condition, asker, times, token);
        var copies = new CopyFilter(query);
        var folding = await FoldingOfAsync(lease, request, token);
        var weight = asker.WeightOf(plan.Exact ? WorkWeight.OfExactSearch(lease.Info) : WorkWeight.Light);
        var answers = await gate.RunTaskAsync(
            weight,
            async stop => await DescribeAsync(lease, await FindAsync(lease, request, query, plan, copies, folding, times, stop), Absence.Of(lease, request, query), folding, times, stop),
            token);
        stats.Searched(lease.Model.Name, times.Total);
        return new SearchAnswer(
            lease.Model.Name,
            lease.Info.Version,
            [.. request.Queries.Select(part => new QueryEcho(part.Kind, part.Id, part.Weight, part.Crop))],
            RankingNames.NameOf(plan.Ranking),
            answers.NothingSimilar,
            answers.Hits,
            TimingsAnswer.Of(times),
            asker.TraceId);
    }

    private async ValueTask<FoundHits> FindAsync(ModelLease lease, SearchRequest request, QueryVector query, SearchPlan plan, CopyFilter copies, CopyFolding? folding, StageTimes times, CancellationToken token)
    {
        if (request.Group is null)
            return await nearest.SearchAsync(lease.Index, query.Embedding, plan, times, request.Dedupe ? copies.WithoutCopies : all => all, token);
        ValueTask<FoundHits> SearchAsync(int count) => nearest.SearchAsync(lease.Index, query.Embedding, plan with { Count = count }, times, request.Dedupe ? copies.WithoutQuery : all => all, token);
        return await (folding is null ? SearchAsync(plan.Count) : folding.SearchAsync(plan.Count, SearchAsync, token));
    }

    private async ValueTask<CopyFolding?> FoldingOfAsync(ModelLease lease, SearchRequest request, CancellationToken token) =>
        request.Group is null or "none" ? null : new CopyFolding((await duplicates.NewestAsync(lease.Model.Name, token)).Published, DuplicateWords.LevelOf(request.Group));

    private async Task<SearchPlan> PlanAsync(ModelLease lease, SearchRequest request, ItemFilter? condition, Asker asker, StageTimes times, CancellationToken token)
    {
        var least = request.MinCloserThan is { } share ? LeastScore(lease, share) : -1;
        return new SearchPlan(request.K)
        {
            EfSearch = request.EfSearch,
            Exact = request.Exact,
            Ranking = RankingNames.TryParse(request.Ranking, out var ranking) && lease.Info.HasContext ? ranking : Ranking.Cosine,
            LeastScore = Math.Max(least, (float)(request.MinScore ?? -1)),
            Filter = condition is null ? null : await FilterAsync(lease, condition, asker, times, token),
        };
    }

    private ValueTask<PreparedFilter> FilterAsync(ModelLease lease, ItemFilter condition, Asker asker, StageTimes times, CancellationToken token) =>
        lease.Index.PrepareAsync(condition, scan => gate.RunAsync(asker.WeightOf(WorkWeight.OfScan(lease.Info)), stop =>
        {
            using var stage = times.Begin(Stage.Search, lease.Model.Name, lease.Info.Version);
            return scan(stop);
        }, token), token);

    private static float LeastScore(ModelLease lease, double share) =>
        lease.Index.Meaning.ScoreOfCloseness(share) ?? throw RefusalException.BadRequest(FormattableString.Invariant($"minCloserThan is {share}, but the index of model '{lease.Model.Name}' does not support it: it has fewer than {IScoreMeaning.LeastCount} different pictures, or was built by an earlier version. Use minScore."));

    private static async ValueTask<(List<HitAnswer> Hits, bool? NothingSimilar)> DescribeAsync(ModelLease lease, FoundHits found, Absence absence, CopyFolding? folding, StageTimes times, CancellationToken token)
    {
        using var stage = times.Begin(Stage.Metadata, lease.Model.Name);
        var answers = new List<HitAnswer>(found.Hits.Count);
        foreach (var hit in found.Hits)
            answers.Add(hit.ToAnswer(lease.Index.Meaning.Closeness(hit.Score)) with { Copies = folding?.CopiesOf(hit.ImageId) });
        return (answers, await absence.JudgeAsync(found.Nearest, token));
    }
}
