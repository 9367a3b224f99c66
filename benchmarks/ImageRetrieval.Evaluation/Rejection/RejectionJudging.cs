using ImageRetrieval.Evaluation.Collections;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Evaluation.Rejection;

/// <summary>Gets from the product's index how much the best hit of each query stands out.</summary>
internal static class RejectionJudging
{
    // Three that differ, and copies among them.
    private const int LookedAt = 20;

    /// <exception cref="EvaluationException">A collection is too small for the product's statistics.</exception>
    internal static RejectionRow Run(string set, string model, IReadOnlyList<float[]> vectors, IReadOnlyList<AbsenceSplit> splits, int seed, CancellationToken token)
    {
        var (present, absent) = (new List<Answer>(), new List<Answer>());
        foreach (var split in splits)
        {
            using var collection = new CollectionSnapshot(vectors, split.Collection, seed, token);
            var cut = collection.Snapshot.DistinctionCut ?? throw new EvaluationException(
                $"Without its queries '{set}' leaves a collection of {split.Collection.Count} images; at least {Snapshot.LeastCountForMeaning} different ones are needed.");
            present.AddRange(split.Present.Select(query => Ask(collection.Snapshot, vectors[query], cut)));
            absent.AddRange(split.Absent.Select(query => Ask(collection.Snapshot, vectors[query], cut)));
        }
        if (present.Count == 0 || absent.Count == 0)
            throw new EvaluationException($"The list '{set}' has too few labels of two images and more: at least two are needed.");
        return new RejectionRow(
            set, model,
            new([.. present.Select(answer => answer.Distinction)], [.. absent.Select(answer => answer.Distinction)]),
            new([.. present.Select(answer => answer.Score)], [.. absent.Select(answer => answer.Score)]),
            absent.Average(answer => answer.IsRejected ? 1.0 : 0),
            present.Average(answer => answer.IsRejected ? 1.0 : 0));
    }

    private static Answer Ask(Snapshot snapshot, float[] query, float cut)
    {
        var nearest = snapshot.SearchExact(query, LookedAt);
        var distinction = snapshot.Distinction(nearest)!.Value;
        return new(nearest[0].Score, distinction, distinction < cut);
    }

    private readonly record struct Answer(double Score, double Distinction, bool IsRejected);
}
