using ImageRetrieval.Api.Stats;
using ImageRetrieval.Collection.Search;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Search;

/// <summary>From an embedding to the most similar indexed images, in the order of the answer.</summary>
internal sealed class NearestImages(RecallSamples samples, IOptions<ApiOptions> options)
{
    /// <summary>The best hits of a plan that <paramref name="wanted"/> lets through, best first; equal ones by id.</summary>
    /// <param name="index">The index.</param>
    /// <param name="embedding">What is searched with.</param>
    /// <param name="plan">How.</param>
    /// <param name="times">Measures the time.</param>
    /// <param name="wanted">Receives hits in their order and omits some. It may be called several times, with more hits each time.</param>
    /// <param name="token">Cancels the search.</param>
    internal async ValueTask<FoundHits> SearchAsync(IIndexLease index, float[] embedding, SearchPlan plan, StageTimes times, Func<IEnumerable<FoundItem>, IEnumerable<FoundItem>> wanted, CancellationToken token)
    {
        var info = index.Info;
        using var stage = times.Begin(Stage.Search, info.Model, info.Version);
        stage.Span?.SetTag("k", plan.Count).SetTag("ef", plan.Exact ? null : plan.EfSearch ?? options.Value.EfSearch).SetTag("exact", plan.Exact).SetTag("ranking", RankingNames.NameOf(plan.Ranking));
        IReadOnlyList<FoundItem>? nearest = null;
        // One more than requested, so that a tie at the end is cut by id; twice as many while too few pass.
        for (var k = plan.Count + 1; ; k *= 2)
        {
            token.ThrowIfCancellationRequested();
            var hits = await index.SearchAsync(embedding, QueryOf(plan, k), token);
            if (!plan.Exact && plan.Filter is null && samples.IsWanted())
                samples.Add(new RecallSample(info.Model, info.Version, embedding, [.. hits.Select(hit => hit.Score).OrderDescending().Take(plan.Count + 1)]));
            nearest ??= [.. wanted(hits.OrderByDescending(hit => hit.Score)).Take(Absence.Judged)];
            var kept = wanted(Ordered(hits).Where(hit => hit.Score >= plan.LeastScore)).Take(plan.Count).ToList();
            if (kept.Count == plan.Count || hits.Count < k || hits[^1].Score < plan.LeastScore)
                return new FoundHits(kept, nearest);
        }
    }

    // Those that were ordered by their context come before those behind them, which have no rank score.
    private static IEnumerable<FoundItem> Ordered(IReadOnlyList<FoundItem> hits) =>
        hits.OrderByDescending(hit => hit.RankScore ?? float.NegativeInfinity).ThenByDescending(hit => hit.Score).ThenBy(hit => hit.ImageId, ImageIdComparer.Instance);

    private ItemQuery QueryOf(SearchPlan plan, int k) => new(k)
    {
        Candidates = plan.Exact ? null : Math.Max(k, plan.EfSearch ?? options.Value.EfSearch),
        Ranking = plan.Ranking,
        Filter = plan.Filter,
    };
}
