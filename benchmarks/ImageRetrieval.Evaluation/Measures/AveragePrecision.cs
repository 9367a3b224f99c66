namespace ImageRetrieval.Evaluation.Measures;

/// <summary>
/// The mean, over all relevant images, of the precision at the position of each in the ranking. Exact for a whole
/// ranking; for a truncated one, the lower and upper bound.
/// </summary>
/// <param name="Lower">As if the relevant images that were not seen were never found.</param>
/// <param name="Upper">As if they came right behind the last that was seen.</param>
internal readonly record struct AveragePrecision(double Lower, double Upper)
{
    /// <param name="relevant">Whether the image at each place is relevant, best first.</param>
    /// <param name="total">Relevant images in all, at least 1.</param>
    /// <param name="others">Images that the whole ranking would hold.</param>
    internal static AveragePrecision Of(ReadOnlySpan<bool> relevant, int total, int others)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        var (found, sum) = (0, 0.0);
        for (var i = 0; i < relevant.Length; i++)
        {
            if (relevant[i])
                sum += ++found / (i + 1.0);
        }
        var seen = sum;
        var unseen = Math.Min(total - found, others - relevant.Length);
        for (var i = 1; i <= unseen; i++)
            sum += (found + i) / (double)(relevant.Length + i);
        return new(seen / total, sum / total);
    }
}
