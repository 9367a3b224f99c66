using ImageRetrieval.Evaluation.Images;
using ImageRetrieval.Evaluation.Local;
using ImageRetrieval.Evaluation.Measures;
using ImageRetrieval.Evaluation.Rejection;
using ImageRetrieval.Evaluation.Splits;

namespace ImageRetrieval.Evaluation.Tests;

/// <summary>What the product's index answers, held against the formulas.</summary>
public sealed class SplitJudgingTests
{
    private const int Seed = 3;
    private static readonly LabelledSet s_set = Sets.Of([.. Enumerable.Range(0, 240).Select(i => $"label {i / 12}")]);
    private static readonly float[][] s_vectors = Sets.Vectors(s_set, 32, seed: 8, noise: 1.5);

    [Fact]
    public void Both_rankings_are_those_of_the_formulas()
    {
        var splits = Split.Make(s_set, SplitRegime.AllRelevant, Seed);
        var answers = SplitJudging.Run(s_set, s_vectors, splits, Seed, threads: 2, CancellationToken.None).ToDictionary(answer => answer.Query);

        Assert.Equal(240, answers.Count);
        foreach (var split in splits)
        {
            var reference = new ReferenceRanking(s_vectors, split.Collection);
            var judge = new Judge(s_set, Seed, split.Collection);
            foreach (var query in split.Queries.Take(5))
            {
                var cosine = judge.Query(query, split.Collection.Select(place => new Hit(place, reference.Cosine(query, place))))!.Value;
                var context = judge.Query(query, reference.Rank(query).Select(hit => new Hit(hit.Place, hit.RankScore)))!.Value;
                Assert.Equal(cosine.AveragePrecision.Lower, answers[query].Cosine.AveragePrecision.Lower, 1e-3);
                // Float32 may exchange two neighbours of the order; a wrong formula moves the mean by more.
                Assert.Equal(context.AveragePrecision.Lower, answers[query].Context.AveragePrecision.Lower, 2e-2);
            }
        }
        Assert.NotEqual(0, answers.Values.Average(answer => answer.Gain));
    }

    [Fact]
    public void A_query_that_the_collection_does_not_have_finds_all_relevant_images_of_it()
    {
        // Noise-free: all relevant images come first.
        var vectors = Sets.Vectors(s_set, 32, seed: 8, noise: 0.05);
        var answers = SplitJudging.Run(s_set, vectors, Split.Make(s_set, SplitRegime.AllRelevant, Seed), Seed, 2, CancellationToken.None);
        Assert.All(answers, answer => Assert.Equal(1, answer.Cosine.AveragePrecision.Lower, 1e-12));
        Assert.All(answers, answer => Assert.Equal(0.8, answer.Cosine.PrecisionAt10, 1e-12));
    }

    [Fact]
    public void The_distinction_is_that_of_its_formula_and_absent_labels_are_rejected_more_often()
    {
        var splits = AbsenceSplit.Make(s_set, Seed);
        var row = RejectionJudging.Run("test", "model", s_vectors, splits, Seed, CancellationToken.None);

        Assert.Equal(240, row.Distinction.Present.Count);
        Assert.Equal(240, row.Distinction.Absent.Count);
        var expected = splits.Where(split => split.Present.Count > 0).SelectMany(split => split.Present.Select(new ReferenceRanking(s_vectors, split.Collection).Distinction));
        foreach (var (reference, actual) in expected.Zip(row.Distinction.Present).Take(100))
            Assert.Equal(reference, actual, 1e-3);
        Assert.True(row.AbsentRejected > row.PresentRejected, $"{row.AbsentRejected} of the absent and {row.PresentRejected} of the present queries were rejected.");
        Assert.True(row.Distinction.AreaUnderCurve() > 0.5);
    }

    [Fact]
    public void A_collection_that_is_too_small_is_reported()
    {
        var set = Sets.Of("a", "a", "a", "b", "b", "b");
        var error = Assert.Throws<EvaluationException>(() => RejectionJudging.Run("small", "model", Sets.Vectors(set, 8, 1, 1), AbsenceSplit.Make(set, 1), 1, CancellationToken.None));
        Assert.Contains("at least 20", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Merged_sets_keep_their_labels_apart()
    {
        var one = new EmbeddedSet(Sets.Of("a", "b"), [new ModelVectors("m", [[1, 0], [0, 1]], 0, 0)], Unreadable: 1);
        var two = new EmbeddedSet(Sets.Of("a", "") with { Name = "other" }, [new ModelVectors("m", [[1, 1], [0, 2]], 0, 0)], Unreadable: 2);
        var merged = EmbeddedSet.Merge([one, two]);

        Assert.Equal(["test/a", "test/b", "other/a", ""], merged.Set.Images.Select(image => image.Label));
        Assert.Equal(4, merged.Models[0].Vectors.Count);
        Assert.Equal(("test + other", 3), (merged.Set.Name, merged.Unreadable));
    }
}
