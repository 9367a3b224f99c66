namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>Chooses values of efSearch: those asked for, and close ones around the recalls that are compared.</summary>
internal static class EfGrid
{
    private const double Saturated = 0.9995;
    private const double RelativeGap = 0.05;

    /// <summary>Values in ascending order and the recall of each.</summary>
    /// <param name="coarse">Ascending; what comes after a recall of about 1 is left out.</param>
    /// <param name="targets">Recalls that get a close pair around them, where the coarse values enclose them.</param>
    /// <param name="recall">Measures the recall of a value; asked once for each.</param>
    public static SortedDictionary<int, double> Choose(IReadOnlyList<int> coarse, IReadOnlyList<double> targets, Func<int, double> recall)
    {
        var grid = new SortedDictionary<int, double>();
        foreach (int ef in coarse)
        {
            grid[ef] = recall(ef);
            if (grid[ef] >= Saturated)
                break;
        }

        foreach (double target in targets)
            Enclose(grid, target, recall);
        return grid;
    }

    // Recall grows with ef but for noise: the pair found encloses the target even where it is not the only such pair.
    private static void Enclose(SortedDictionary<int, double> grid, double target, Func<int, double> recall)
    {
        int[] tried = [.. grid.Keys];
        int above = Array.FindIndex(tried, ef => grid[ef] >= target);
        if (above < 1)
            return;
        (int low, int high) = (tried[above - 1], tried[above]);
        while (high - low > Math.Max(1, RelativeGap * low))
        {
            int middle = (low + high) / 2;
            grid[middle] = recall(middle);
            if (grid[middle] >= target)
                high = middle;
            else
                low = middle;
        }
    }
}
