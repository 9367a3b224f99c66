using System.Collections.Concurrent;
using ImageRetrieval.Evaluation.Collections;
using ImageRetrieval.Evaluation.Images;
using ImageRetrieval.Evaluation.Measures;

namespace ImageRetrieval.Evaluation.Splits;

/// <summary>Asks the product's index for the queries of all splits, in both rankings.</summary>
internal static class SplitJudging
{
    /// <returns>One for each query that has something to find, in the order of the set.</returns>
    internal static IReadOnlyList<SplitAnswer> Run(LabelledSet set, IReadOnlyList<float[]> vectors, IReadOnlyList<Split> splits, int seed, int threads, CancellationToken token)
    {
        var answers = new ConcurrentBag<SplitAnswer>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = token };
        Parallel.ForEach(splits, options, split =>
        {
            using var collection = new CollectionSnapshot(vectors, split.Collection, seed, token);
            var judge = new Judge(set, seed, split.Collection);
            Parallel.ForEach(split.Queries, options, query =>
            {
                if (Judged(judge, collection, query, vectors[query], set) is { } answer)
                    answers.Add(answer);
            });
        });
        return [.. answers.OrderBy(answer => answer.Query)];
    }

    private static SplitAnswer? Judged(Judge judge, CollectionSnapshot collection, int query, float[] vector, LabelledSet set) =>
        judge.Query(query, collection.ByCosine(vector)) is { } cosine && judge.Query(query, collection.InContext(vector)) is { } context
            ? new SplitAnswer(query, set.Images[query].Label, cosine, context)
            : null;
}
