namespace ImageRetrieval.VectorIndex;

/// <summary>The communities of a layout: bounded in number, without very small ones, largest first.</summary>
internal static class LayoutGroups
{
    /// <summary>The maximum number of groups: more are not a list that a person reads.</summary>
    internal const int Most = 60;

    // Fewer nodes are not a group.
    private const int LeastNodes = 3;

    /// <summary>The group of each node, 0 for the largest; -1 for nodes of none.</summary>
    /// <param name="links">Which nodes belong together.</param>
    /// <param name="sizes">Images of each node.</param>
    /// <param name="token">Cancels.</param>
    public static int[] Of(WeightedLinks links, ReadOnlySpan<int> sizes, CancellationToken token)
    {
        int[] community = LinkCommunities.Find(links, token);
        int count = LinkCommunities.Number(community);
        int[] nodes = new int[count];
        long[] images = new long[count];
        for (int node = 0; node < community.Length; node++)
        {
            nodes[community[node]]++;
            images[community[node]] += sizes[node];
        }

        int[] shown = [.. Enumerable.Range(0, count).Where(number => nodes[number] >= LeastNodes).OrderByDescending(number => images[number]).ThenBy(number => number).Take(Most)];
        int[] numbers = new int[count];
        Array.Fill(numbers, -1);
        for (int i = 0; i < shown.Length; i++)
            numbers[shown[i]] = i;
        int[] groups = [.. community.Select(number => numbers[number])];
        Adopt(links, groups);
        return groups;
    }

    // What is in no group joins the one that it is linked with most, if any.
    private static void Adopt(WeightedLinks links, int[] groups)
    {
        int[] before = [.. groups];
        Span<double> sums = stackalloc double[Most];
        for (int node = 0; node < groups.Length; node++)
        {
            if (before[node] >= 0)
                continue;
            sums.Clear();
            ReadOnlySpan<int> others = links.Of(node);
            ReadOnlySpan<float> weights = links.WeightsOf(node);
            for (int i = 0; i < others.Length; i++)
            {
                if (before[others[i]] >= 0)
                    sums[before[others[i]]] += weights[i];
            }

            int best = 0;
            for (int group = 1; group < Most; group++)
                best = sums[group] > sums[best] ? group : best;
            groups[node] = sums[best] > 0 ? best : -1;
        }
    }
}
