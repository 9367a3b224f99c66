using System.Text.Json;
using ImageRetrieval.Api.Filters;
using ImageRetrieval.Api.Images;
using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Stats;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Api.Search;

/// <summary>Answers the searches of <c>/v1</c>.</summary>
internal sealed class Searcher(ModelChoice models, QueryVectors vectors, ImageSearch search, SearchStats stats)
{
    /// <param name="request">What is asked.</param>
    /// <param name="uploads">The file parts that came with it, by their names.</param>
    /// <param name="traceId">Names the request, for its answer.</param>
    /// <param name="token">Ends the search.</param>
    /// <exception cref="RefusalException">The request is wrong or cannot be answered now; the message says why.</exception>
    /// <exception cref="Vision.Decoding.ImageDecodeException">A query image cannot be decoded.</exception>
    /// <exception cref="Vision.Embedding.EmbeddingException">The model gives no embedding for a query image.</exception>
    internal async Task<SearchAnswer> SearchAsync(SearchRequest request, IReadOnlyDictionary<string, byte[]> uploads, string traceId, CancellationToken token)
    {
        request.Validate();
        var condition = request.Filter is { ValueKind: not JsonValueKind.Null } filter ? FilterParser.Parse(filter) : null;
        using var lease = models.Acquire(request.Model);
        var times = new StageTimes();
        var query = await vectors.MakeAsync(lease, request.Queries, uploads, times, token);
        var plan = Plan(lease, request, condition, times);
        var copies = new CopyFilter(lease.Snapshot, query);
        var hits = search.Search(lease, query.Embedding, plan, times, request.Dedupe ? copies.WithoutCopies : all => all);
        var answers = Describe(lease, hits, times);
        stats.Searched(lease.Model.Name, times.Total);
        return new SearchAnswer(
            lease.Model.Name,
            lease.Snapshot.Manifest.Version,
            [.. request.Queries.Select(part => new QueryEcho(part.Kind, part.Id, part.Weight, part.Crop))],
            answers,
            TimingsAnswer.Of(times),
            traceId);
    }

    private static SearchPlan Plan(SnapshotLease lease, SearchRequest request, ImageFilter? condition, StageTimes times)
    {
        var least = request.MinShare is { } share ? lease.Calibration.LeastScore(share) : -1;
        using var stage = times.Begin(Stage.Search, lease.Model.Name, lease.Snapshot.Manifest.Version);
        return new SearchPlan(request.K)
        {
            EfSearch = request.EfSearch,
            Exact = request.Exact,
            LeastScore = Math.Max(least, (float)(request.MinScore ?? -1)),
            Filter = condition is null ? null : lease.Filters.Get(condition),
        };
    }

    private static List<HitAnswer> Describe(SnapshotLease lease, List<SearchHit> hits, StageTimes times)
    {
        using var stage = times.Begin(Stage.Metadata, lease.Model.Name);
        var answers = new List<HitAnswer>(hits.Count);
        foreach (var hit in hits)
        {
            if (lease.Snapshot.TryGetItem(hit.ImageId, out var item))
                answers.Add(IndexedImage.From(item).ToHit(hit.Score, lease.Calibration.ShareBelow(hit.Score)));
        }
        return answers;
    }
}
