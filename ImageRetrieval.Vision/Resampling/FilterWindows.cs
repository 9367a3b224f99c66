using System.Buffers;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Resampling;

/// <summary>
/// One axis of a filtered resize: the range of source positions that contribute to each position of the result, and their weights,
/// which add up to 1. The windows are Pillow's (libImaging/Resample.c, precompute_coeffs): a filter that is widened when
/// the image shrinks, cut at the image's edges.
/// </summary>
internal sealed class FilterWindows : IDisposable
{
    private readonly int[] _starts;
    private readonly int[] _lengths;
    private readonly float[] _weights;

    /// <param name="source">Places of the source, at least 1.</param>
    /// <param name="target">Places of the whole result, at least 1.</param>
    /// <param name="first">The first place of the result that is wanted.</param>
    /// <param name="count">How many are wanted, at least 1; they lie in the result.</param>
    /// <param name="kernel">The filter.</param>
    internal FilterWindows(int source, int target, int first, int count, ResizeKernel kernel)
    {
        Count = count;
        var scale = (double)source / target;
        var widening = Math.Max(1, scale);
        var support = Support(kernel) * widening;
        _starts = ArrayPool<int>.Shared.Rent(count);
        _lengths = ArrayPool<int>.Shared.Rent(count);
        for (var i = 0; i < count; i++)
        {
            var centre = Centre(i);
            _starts[i] = Math.Max(0, (int)(centre - support + 0.5));
            _lengths[i] = Math.Min(source, (int)(centre + support + 0.5)) - _starts[i];
            Taps = Math.Max(Taps, _lengths[i]);
        }
        Taps += Taps % 2;
        _weights = ArrayPool<float>.Shared.Rent(count * Taps);
        for (var i = 0; i < count; i++)
        {
            var taps = _weights.AsSpan(i * Taps, Taps);
            Weigh(taps[.._lengths[i]], _starts[i] + 0.5 - Centre(i), widening, kernel);
            taps[_lengths[i]..].Clear();
        }

        double Centre(int i) => (first + i + 0.5) * scale;
    }

    /// <summary>Windows: the wanted places of the result.</summary>
    internal int Count { get; }

    /// <summary>Places of the longest window, or one more, so that it is even: a loop over as many for every window is one that the processor foresees.</summary>
    internal int Taps { get; }

    /// <summary>The first source place that any window takes.</summary>
    internal int First => _starts[0];

    /// <summary>One past the last source place that any window takes.</summary>
    internal int End => EndOf(Count - 1);

    /// <summary>The first source place of a window. Neither it nor <see cref="EndOf"/> falls from one window to the next.</summary>
    internal int StartOf(int window) => _starts[window];

    /// <summary>One past the last source place of a window.</summary>
    internal int EndOf(int window) => _starts[window] + _lengths[window];

    internal ReadOnlySpan<float> WeightsOf(int window) => _weights.AsSpan(window * Taps, _lengths[window]);

    /// <summary>The weights of all windows, <see cref="Taps"/> of each: its own, then zeros.</summary>
    internal ReadOnlySpan<float> Weights => _weights.AsSpan(0, Count * Taps);

    /// <summary>How many windows at most lie on both sides of a cut, when the source is cut every <paramref name="step"/> places from <see cref="First"/> on.</summary>
    internal int MostAcross(int step)
    {
        var most = 0;
        var (begun, ended) = (0, 0);
        for (var cut = First + step; cut < End; cut += step)
        {
            while (begun < Count && StartOf(begun) < cut)
                begun++;
            while (EndOf(ended) <= cut)
                ended++;
            most = Math.Max(most, begun - ended);
        }
        return most;
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_starts);
        ArrayPool<int>.Shared.Return(_lengths);
        ArrayPool<float>.Shared.Return(_weights);
    }

    private static void Weigh(Span<float> weights, double distance, double widening, ResizeKernel kernel)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
            sum += Weight((distance + i) / widening, kernel);
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)(Weight((distance + i) / widening, kernel) / sum);
    }

    private static double Support(ResizeKernel kernel) => kernel == ResizeKernel.Bicubic ? 2 : 1;

    private static double Weight(double x, ResizeKernel kernel)
    {
        const double a = -0.5; // Catmull-Rom
        x = Math.Abs(x);
        if (kernel == ResizeKernel.Bilinear)
            return Math.Max(0, 1 - x);
        if (x < 1)
            return ((a + 2) * x - (a + 3)) * x * x + 1;
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    }
}
