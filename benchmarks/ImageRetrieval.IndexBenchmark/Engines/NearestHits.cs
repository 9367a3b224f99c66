namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>A short sorted list of the nearest hits so far.</summary>
internal static class NearestHits
{
    /// <summary>Inserts a hit if it is among the nearest; of equal distances the earlier one stays in front.</summary>
    /// <returns>How many entries of <paramref name="nearest"/> are in use now.</returns>
    public static int Insert(Span<Hit> nearest, int count, Hit hit)
    {
        if (count == nearest.Length && hit.Distance >= nearest[count - 1].Distance)
            return count;
        int place = count == nearest.Length ? count - 1 : count;
        while (place > 0 && nearest[place - 1].Distance > hit.Distance)
        {
            nearest[place] = nearest[place - 1];
            place--;
        }

        nearest[place] = hit;
        return Math.Min(count + 1, nearest.Length);
    }
}
