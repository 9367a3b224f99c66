namespace ImageRetrieval.Collection.Search;

/// <summary>What scores mean in one generation, by comparison with its own images (docs/ranking.md). Answers from memory.</summary>
public interface IScoreMeaning
{
    /// <summary>With fewer different embeddings, the scores of a collection cannot be interpreted.</summary>
    const int LeastCount = 20;

    /// <summary>The <see cref="IIndexLease.DistinctionAsync">distinction</see> that 5 % of the collection's own images lie below, each left out; null in collections that are too small.</summary>
    float? DistinctionCut { get; }

    /// <summary>The share of the images whose nearest other image is farther from them than a score, 0 to 1; null in collections that are too small.</summary>
    /// <param name="score">Cosine, -1 to 1.</param>
    double? Closeness(float score);

    /// <summary>The minimum score whose <see cref="Closeness"/> is at least a share; null in collections that are too small.</summary>
    /// <param name="share">0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    float? ScoreOfCloseness(double share);
}
