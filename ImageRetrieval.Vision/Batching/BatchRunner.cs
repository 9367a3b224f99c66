using ImageRetrieval.Vision.Embedding;
using Microsoft.ML.OnnxRuntime;

namespace ImageRetrieval.Vision.Batching;

/// <summary>Runs the calls of a batch as one run, in memory that is allocated once. One batch at a time.</summary>
internal sealed class BatchRunner(FeatureSession session, int maxBatch, Action<int> ran)
{
    private const double LeastCosine = 0.999;

    private readonly float[] _pixels = new float[(long)maxBatch * session.ImageFloats];
    private readonly float[] _features = new float[(long)maxBatch * session.Dimension];

    internal void Run(IReadOnlyList<BatchCall> calls)
    {
        for (var i = 0; i < calls.Count; i++)
            calls[i].Pixels[..session.ImageFloats].CopyTo(_pixels.AsSpan(i * session.ImageFloats));
        session.Run(calls.Count, _pixels, _features, CancellationToken.None);
        ran(calls.Count);
        for (var i = 0; i < calls.Count; i++)
            calls[i].Complete(_features.AsSpan(i * session.Dimension, session.Dimension));
    }

    /// <summary>
    /// Whether two images in one run give the same results as each alone. A graph with a free first axis may still be made for
    /// one image: a constant shape inside it fails with two, or mixes them.
    /// </summary>
    internal static bool Works(FeatureSession session)
    {
        if (!session.HasOpenBatch)
            return false;
        var pixels = new float[2 * session.ImageFloats];
        var random = new Random(1);
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = random.NextSingle() * (i < session.ImageFloats ? 1 : -2);

        var (alone, together) = (new float[2 * session.Dimension], new float[2 * session.Dimension]);
        try
        {
            session.Run(2, pixels, together, CancellationToken.None);
        }
        catch (OnnxRuntimeException)
        {
            return false; // single runs are tried next, and their error is the relevant one
        }
        for (var i = 0; i < 2; i++)
            session.Run(1, pixels.AsMemory(i * session.ImageFloats, session.ImageFloats), alone.AsMemory(i * session.Dimension, session.Dimension), CancellationToken.None);
        return AreAlike(alone.AsSpan(0, session.Dimension), together.AsSpan(0, session.Dimension))
            && AreAlike(alone.AsSpan(session.Dimension), together.AsSpan(session.Dimension));
    }

    // Not equal: a GPU may choose other algorithms for two images than for one.
    private static bool AreAlike(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (dot, squaresA, squaresB) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            dot += (double)a[i] * b[i];
            squaresA += (double)a[i] * a[i];
            squaresB += (double)b[i] * b[i];
        }
        return dot >= LeastCosine * Math.Sqrt(squaresA * squaresB) && Math.Abs(squaresA - squaresB) <= 0.01 * squaresA;
    }
}
