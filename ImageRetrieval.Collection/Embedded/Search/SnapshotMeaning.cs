using ImageRetrieval.Collection.Search;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Search;

/// <summary>What scores mean in a snapshot.</summary>
internal sealed class SnapshotMeaning(Snapshot snapshot) : IScoreMeaning
{
    public float? DistinctionCut => snapshot.DistinctionCut;

    public double? Closeness(float score) => snapshot.Closeness(score);

    public float? ScoreOfCloseness(double share) => snapshot.ScoreOfCloseness(share);
}
