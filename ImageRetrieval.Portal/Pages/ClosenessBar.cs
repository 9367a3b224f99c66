namespace ImageRetrieval.Portal.Pages;

/// <summary>The bar beside a word of likeness: a quarter of it for each word that depends on how close a result is.</summary>
internal static class ClosenessBar
{
    // Where the words begin (docs/ranking.md).
    private static readonly double[] s_steps = [0, 0.001, 0.02, 0.3, 1];

    /// <summary>The length of the bar.</summary>
    /// <param name="closerThan">0 to 1: the share of the pictures whose nearest neighbour is farther away.</param>
    /// <returns>0 to 100.</returns>
    internal static double Length(double closerThan)
    {
        var share = Math.Clamp(closerThan, 0, 1);
        var quarter = Math.Max(0, Array.FindLastIndex(s_steps, step => step < share));
        return 25 * (quarter + ((share - s_steps[quarter]) / (s_steps[quarter + 1] - s_steps[quarter])));
    }
}
