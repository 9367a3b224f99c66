using System.Runtime.InteropServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>
/// Divides nodes into communities that have more links inside than expected by chance: the Louvain method (arXiv 0803.0476), which
/// on graphs of nearest neighbours finds the groups that a person sees (PhenoGraph, 10.1016/j.cell.2015.05.047). Nodes are visited in
/// their order, so the result is always the same.
/// </summary>
internal sealed class LinkCommunities
{
    private const int MostPasses = 30;
    private const double LeastGain = 1e-7;

    private readonly WeightedLinks _links;
    private readonly double[] _inner;
    private readonly double[] _degrees;
    private readonly double[] _totals;
    private readonly int[] _community;
    private readonly double _total;

    private LinkCommunities(WeightedLinks links, double[] inner)
    {
        (_links, _inner) = (links, inner);
        _degrees = new double[links.Count];
        _community = new int[links.Count];
        for (int node = 0; node < links.Count; node++)
        {
            _degrees[node] = (2 * inner[node]) + Sum(links.WeightsOf(node));
            _community[node] = node;
            _total += _degrees[node];
        }

        _totals = [.. _degrees];
    }

    /// <summary>The community of each node, numbered from 0 in the order of their first nodes.</summary>
    public static int[] Find(WeightedLinks links, CancellationToken token)
    {
        int[] found = [.. Enumerable.Range(0, links.Count)];
        double[] inner = new double[links.Count];
        while (true)
        {
            var level = new LinkCommunities(links, inner);
            bool isChanged = level.MoveAll(token);
            int count = Number(level._community);
            for (int node = 0; node < found.Length; node++)
                found[node] = level._community[found[node]];
            if (!isChanged || count == links.Count)
                return found;
            (links, inner) = level.Joined(count);
        }
    }

    private bool MoveAll(CancellationToken token)
    {
        var weights = new Dictionary<int, double>();
        bool isChanged = false;
        for (int pass = 0; pass < MostPasses; pass++)
        {
            token.ThrowIfCancellationRequested();
            int moved = 0;
            for (int node = 0; node < _links.Count; node++)
            {
                if (Move(node, weights))
                    moved++;
            }

            isChanged |= moved > 0;
            // The last few nodes that still move change nothing that is visible, and may move for ever.
            if (moved * 1000L <= _links.Count)
                break;
        }

        return isChanged;
    }

    private bool Move(int node, Dictionary<int, double> weights)
    {
        weights.Clear();
        int own = _community[node];
        weights[own] = 0;
        ReadOnlySpan<int> links = _links.Of(node);
        ReadOnlySpan<float> linkWeights = _links.WeightsOf(node);
        for (int i = 0; i < links.Length; i++)
            CollectionsMarshal.GetValueRefOrAddDefault(weights, _community[links[i]], out _) += linkWeights[i];
        _totals[own] -= _degrees[node];
        int best = own;
        double bestGain = Gain(own);
        foreach (int other in weights.Keys)
        {
            double gain = Gain(other);
            if (gain > bestGain + LeastGain)
                (best, bestGain) = (other, gain);
        }

        _totals[best] += _degrees[node];
        _community[node] = best;
        return best != own;

        double Gain(int community) => weights[community] - (_totals[community] * _degrees[node] / Math.Max(_total, double.Epsilon));
    }

    // Each community becomes a node; what was linked within it is counted as its own.
    private (WeightedLinks Links, double[] Inner) Joined(int count)
    {
        double[] inner = new double[count];
        var sums = new Dictionary<(int First, int Second), double>();
        for (int node = 0; node < _links.Count; node++)
        {
            int own = _community[node];
            inner[own] += _inner[node];
            ReadOnlySpan<int> links = _links.Of(node);
            ReadOnlySpan<float> weights = _links.WeightsOf(node);
            for (int i = 0; i < links.Length; i++)
            {
                int other = _community[links[i]];
                // Every link is in two rows: half of it is counted in each.
                if (other == own)
                    inner[own] += weights[i] / 2.0;
                else
                    CollectionsMarshal.GetValueRefOrAddDefault(sums, own < other ? (own, other) : (other, own), out _) += weights[i] / 2.0;
            }
        }

        return (WeightedLinks.Of(count, sums), inner);
    }

    /// <summary>Numbers communities from 0 without gaps; returns how many there are.</summary>
    internal static int Number(int[] community)
    {
        var numbers = new Dictionary<int, int>();
        for (int node = 0; node < community.Length; node++)
        {
            if (!numbers.TryGetValue(community[node], out int number))
                numbers.Add(community[node], number = numbers.Count);
            community[node] = number;
        }

        return numbers.Count;
    }

    private static double Sum(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
            sum += value;
        return sum;
    }
}
