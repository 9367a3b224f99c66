using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Api.Search;

/// <summary>A score in one of five words, by what it means in this collection (docs/ranking.md).</summary>
internal static class Likeness
{
    // No model distinguishes these: the same picture, at most saved again.
    private const float SameScore = 0.9995f;
    private const double VerySimilar = 0.3;

    private static readonly (double Closeness, string Word)[] s_steps = [(VerySimilar, "verySimilar"), (0.02, "similar"), (0.001, "weak")];

    /// <summary>Whether it is <c>verySimilar</c> or <c>same</c>.</summary>
    internal static bool IsVerySimilar(float score, double? closeness) => score >= SameScore || closeness >= VerySimilar;

    /// <summary><c>same</c>, <c>verySimilar</c>, <c>similar</c>, <c>weak</c> or <c>unrelated</c>; null where a collection is too small.</summary>
    /// <param name="score">Cosine, -1..1.</param>
    /// <param name="closeness">From <see cref="IScoreMeaning.Closeness"/>.</param>
    internal static string? Of(float score, double? closeness)
    {
        if (score >= SameScore)
            return "same";
        if (closeness is not { } share)
            return null;
        foreach (var (least, word) in s_steps)
        {
            if (share >= least)
                return word;
        }
        return "unrelated";
    }
}
