using System.Collections.Concurrent;

namespace ImageRetrieval.VectorIndex;

/// <summary>
/// Moves linked nodes together and others apart, by stochastic gradient descent with negative samples, as UMAP (arXiv 1802.03426,
/// section 3.2 and algorithm 5) and LargeVis (arXiv 1602.00370) do, with the curve 1 / (1 + d²) of both LargeVis and t-SNE.
/// </summary>
/// <remarks>
/// Within an epoch each node moves against the places that the others had before it ("batch" in the R package uwot), and its random
/// numbers depend on the epoch and the node alone: the result is the same to the bit with any number of threads.
/// </remarks>
internal sealed class PlaneDescent
{
    private const int NegativeSamples = 5;
    private const float LargestStep = 4;
    private const ulong Seed = 0x51A7_E5C0_9D3B_8F21;

    private readonly WeightedLinks _links;
    private readonly float _largestWeight;
    private readonly bool[]? _isFixed;
    private readonly ParallelOptions _parallel;
    private Plane _now;
    private Plane _next;

    private PlaneDescent(WeightedLinks links, Plane start, bool[]? isFixed, int threads, CancellationToken token)
    {
        (_links, _isFixed, _largestWeight) = (links, isFixed, links.LargestWeight);
        (_now, _next) = (start, new Plane(start.Count));
        start.CopyTo(_next);
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = token };
    }

    /// <param name="links">Which nodes belong together.</param>
    /// <param name="start">Where they are; used as working memory.</param>
    /// <param name="isFixed">Nodes that keep their place; null for none.</param>
    /// <param name="epochs">At least 1.</param>
    /// <param name="rate">Length of the first steps; it falls to 0.</param>
    /// <param name="threads">At least 1.</param>
    /// <param name="token">Checked between parts of an epoch.</param>
    public static Plane Run(WeightedLinks links, Plane start, bool[]? isFixed, int epochs, float rate, int threads, CancellationToken token)
    {
        var descent = new PlaneDescent(links, start, isFixed, threads, token);
        for (int epoch = 0; epoch < epochs; epoch++)
            descent.Move(epoch, rate * (1 - ((float)epoch / epochs)));
        return descent._now;
    }

    private void Move(int epoch, float rate)
    {
        Parallel.ForEach(Partitioner.Create(0, _now.Count, 512), _parallel, part =>
        {
            for (int node = part.Item1; node < part.Item2; node++)
            {
                if (_isFixed is null || !_isFixed[node])
                    Move(node, epoch, rate);
            }
        });
        (_now, _next) = (_next, _now);
    }

    private void Move(int node, int epoch, float rate)
    {
        float[] xs = _now.X, ys = _now.Y;
        float x = xs[node], y = ys[node];
        ulong random = SplitMix.At(Seed, ((long)epoch * _now.Count) + node);
        ReadOnlySpan<int> links = _links.Of(node);
        ReadOnlySpan<float> weights = _links.WeightsOf(node);
        for (int i = 0; i < links.Length; i++)
        {
            if (!IsDue(weights[i] / _largestWeight, epoch))
                continue;
            float dx = xs[links[i]] - x, dy = ys[links[i]] - y;
            // Twice: each link pulls at both of its ends, from both of its rows.
            float pull = 2 * 2 / (1 + (dx * dx) + (dy * dy));
            x += rate * Clip(pull * dx);
            y += rate * Clip(pull * dy);
            for (int sample = 0; sample < NegativeSamples; sample++)
            {
                int other = (int)(SplitMix.NextUnit(ref random) * xs.Length);
                if (other == node)
                    continue;
                float ox = x - xs[other], oy = y - ys[other];
                float squared = (ox * ox) + (oy * oy);
                float push = 2 / ((0.001f + squared) * (1 + squared));
                x += rate * Clip(push * ox);
                y += rate * Clip(push * oy);
            }
        }

        (_next.X[node], _next.Y[node]) = (x, y);
    }

    // A link of half the largest weight is due in every second epoch.
    private static bool IsDue(float share, int epoch) => (int)((epoch + 1) * share) > (int)(epoch * share);

    private static float Clip(float step) => Math.Clamp(step, -LargestStep, LargestStep);
}
