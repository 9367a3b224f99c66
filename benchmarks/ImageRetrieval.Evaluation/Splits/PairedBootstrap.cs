namespace ImageRetrieval.Evaluation.Splits;

/// <summary>The confidence interval of a mean, 95 %.</summary>
internal readonly record struct Interval(double Low, double High);

/// <summary>
/// How sure the mean of paired differences is, when other labels and other pictures of them could as well have been in the
/// set: labels are drawn with replacement, and of each drawn label its queries.
/// </summary>
internal static class PairedBootstrap
{
    /// <param name="differences">Of the queries of each label; at least one.</param>
    /// <param name="resamples">How often all is drawn, at least 1.</param>
    /// <param name="seed">Equal seeds give equal intervals.</param>
    /// <returns>The 2.5 and the 97.5 % quantile of the means.</returns>
    internal static Interval Of(IReadOnlyList<double[]> differences, int resamples, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        var random = new Random(seed);
        var means = new double[resamples];
        for (var i = 0; i < means.Length; i++)
            means[i] = Mean(differences, random);
        Array.Sort(means);
        return new(Quantile(means, 0.025), Quantile(means, 0.975));
    }

    private static double Mean(IReadOnlyList<double[]> differences, Random random)
    {
        var (sum, count) = (0.0, 0);
        for (var drawn = 0; drawn < differences.Count; drawn++)
        {
            var label = differences[random.Next(differences.Count)];
            for (var i = 0; i < label.Length; i++)
                sum += label[random.Next(label.Length)];
            count += label.Length;
        }
        return sum / count;
    }

    private static double Quantile(double[] ascending, double share)
    {
        var place = share * (ascending.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, ascending.Length - 1);
        return ascending[below] + (ascending[above] - ascending[below]) * (place - below);
    }
}
