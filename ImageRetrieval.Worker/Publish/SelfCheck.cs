using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Worker.Publish;

/// <summary>Searches a new snapshot for some of its own images, through the graph and by comparing with every one.</summary>
internal static class SelfCheck
{
    private const int Nearest = 10;

    // Scores of two ways may be summed in different order; that much difference is rounding, not another image.
    private const float Rounding = 1e-5f;

    /// <summary>The share of the true nearest ten that the search finds, mean over images spread evenly; 0 to 1. CPU work.</summary>
    /// <param name="snapshot">What is checked.</param>
    /// <param name="queries">How many images are searched for; 0 gives 1.</param>
    /// <param name="efSearch">Candidates of the search.</param>
    /// <param name="token">Looked at between two queries.</param>
    internal static double Recall(Snapshot snapshot, int queries, int efSearch, CancellationToken token)
    {
        queries = Math.Min(queries, snapshot.Count);
        var (sum, vector) = (0.0, new float[snapshot.Dimension]);
        for (var i = 0; i < queries; i++)
        {
            token.ThrowIfCancellationRequested();
            var id = snapshot.GetItem((int)((long)i * snapshot.Count / queries)).ImageId;
            if (snapshot.TryGetEmbedding(id, vector))
                sum += Recall(snapshot.SearchExact(vector, Nearest), snapshot.Search(vector, Nearest, efSearch));
        }
        return queries == 0 ? 1 : sum / queries;
    }

    private static double Recall(IReadOnlyList<SearchHit> truth, IReadOnlyList<SearchHit> found)
    {
        var bound = truth[^1].Score - Rounding;
        return Math.Min(1, found.Where(hit => hit.Score >= bound).DistinctBy(hit => hit.ImageId).Count() / (double)truth.Count);
    }
}
