using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Safety;
using ImageRetrieval.Api.Stats;
using ImageRetrieval.VectorIndex;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Search;

/// <summary>From the bytes of a query image to the most similar indexed images.</summary>
internal sealed class ImageSearch(ImageDecoder decoder, WorkGate gate, RecallSamples samples, IOptions<ApiOptions> options)
{
    /// <summary>The embedding of a query image, or of a part of it.</summary>
    /// <exception cref="ImageDecodeException">The bytes are no image.</exception>
    /// <exception cref="Vision.Embedding.EmbeddingException">The model gives no embedding for it.</exception>
    /// <exception cref="RefusalException">Too many images wait already.</exception>
    internal async Task<float[]> EmbedAsync(SnapshotLease lease, ReadOnlyMemory<byte> image, CropBox? crop, Asker asker, StageTimes times, CancellationToken token) =>
        await gate.RunAsync(asker.WeightOf(WorkWeight.Light), stop => Embed(lease, image, crop, times, stop), token);

    /// <summary>The best hits of a plan that <paramref name="wanted"/> lets through, best first; equal ones by id.</summary>
    /// <param name="lease">What is searched.</param>
    /// <param name="embedding">What is searched with.</param>
    /// <param name="plan">How.</param>
    /// <param name="times">Takes the time.</param>
    /// <param name="wanted">Takes hits in their order and leaves some out. It may be asked several times, with more hits each time.</param>
    /// <param name="token">Ends the search.</param>
    internal FoundHits Search(SnapshotLease lease, float[] embedding, SearchPlan plan, StageTimes times, Func<IEnumerable<RankedHit>, IEnumerable<RankedHit>> wanted, CancellationToken token)
    {
        using var stage = times.Begin(Stage.Search, lease.Model.Name, lease.Snapshot.Manifest.Version);
        stage.Span?.SetTag("k", plan.Count).SetTag("ef", plan.Exact ? null : plan.EfSearch ?? options.Value.EfSearch).SetTag("exact", plan.Exact).SetTag("ranking", RankingNames.NameOf(plan.Ranking));
        IReadOnlyList<SearchHit>? nearest = null;
        // One more than asked, so that a tie at the end is cut by id; twice as many while too few are wanted.
        for (var k = plan.Count + 1; ; k *= 2)
        {
            token.ThrowIfCancellationRequested();
            var hits = SearchIndex(lease.Snapshot, embedding, k, plan, token);
            if (!plan.Exact && plan.Filter is null && samples.IsWanted())
                samples.Add(new RecallSample(lease.Model.Name, lease.Snapshot.Manifest.Version, embedding, [.. hits.Select(hit => hit.Score).OrderDescending().Take(plan.Count + 1)]));
            nearest ??= [.. wanted(hits.OrderByDescending(hit => hit.Score)).Take(Absence.LookedAt).Select(hit => new SearchHit(hit.ImageId, hit.Score))];
            var kept = wanted(Ordered(hits).Where(hit => hit.Score >= plan.LeastScore)).Take(plan.Count).ToList();
            if (kept.Count == plan.Count || hits.Count < k || hits[^1].Score < plan.LeastScore)
                return new FoundHits(kept, nearest);
        }
    }

    // Those that were ordered by their context stand in front of those behind them, which have no rank score.
    private static IEnumerable<RankedHit> Ordered(IReadOnlyList<RankedHit> hits) =>
        hits.OrderByDescending(hit => hit.RankScore ?? float.NegativeInfinity).ThenByDescending(hit => hit.Score).ThenBy(hit => hit.ImageId, ImageIdComparer.Instance);

    private float[] Embed(SnapshotLease lease, ReadOnlyMemory<byte> image, CropBox? crop, StageTimes times, CancellationToken token)
    {
        using var decoded = Decode(lease, image, crop, times);
        using var stage = times.Begin(Stage.Inference, lease.Model.Name);
        return lease.Model.Embed(decoded, token);
    }

    private DecodedImage Decode(SnapshotLease lease, ReadOnlyMemory<byte> image, CropBox? crop, StageTimes times)
    {
        using var stage = times.Begin(Stage.Decode, lease.Model.Name);
        return DecodedImage.Decode(decoder, image.Span, lease.Model.Geometries, crop);
    }

    private IReadOnlyList<RankedHit> SearchIndex(Snapshot snapshot, float[] embedding, int k, SearchPlan plan, CancellationToken token)
    {
        int? efSearch = plan.Exact ? null : Math.Max(k, plan.EfSearch ?? options.Value.EfSearch);
        if (plan.Ranking == Ranking.Context)
            return snapshot.SearchInContext(embedding, k, efSearch, plan.Filter, token);
        var hits = efSearch is { } ef ? snapshot.Search(embedding, k, ef, plan.Filter, token) : snapshot.SearchExact(embedding, k, plan.Filter, token);
        return [.. hits.Select(hit => new RankedHit(hit.ImageId, hit.Score, null, 0))];
    }
}
