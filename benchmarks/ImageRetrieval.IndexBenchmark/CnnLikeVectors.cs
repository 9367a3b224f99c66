using System.Numerics;
using System.Runtime.InteropServices;

namespace ImageRetrieval.IndexBenchmark;

/// <summary>
/// Seeded vectors that behave like features of an image network: non-negative, in unequal clusters, of low intrinsic
/// dimension inside a high-dimensional space. Uniformly random vectors would flatter or slander an index.
/// </summary>
/// <remarks>
/// A mixture of Gaussians in 48 latent dimensions (centres around 50 super-centres, Pareto weights) goes through a random
/// two-layer network with ReLU, gets some noise, and loses a part of each component to a second ReLU: half of the values at
/// 512 components, fewer at more, as networks with wide features do.
/// The tests of the index link this file: it stands on nothing else here.
/// </remarks>
internal sealed class CnnLikeVectors
{
    /// <summary>Clusters for tens of thousands of rows.</summary>
    public const int DefaultCentres = 1000;

    /// <summary>Changes when the same seed begins to give other vectors.</summary>
    public const int Version = 2;

    private const int Latent = 48;
    private const int Hidden = 192;
    private const int SuperCentres = 50;
    private const float Noise = 0.15f;

    private readonly Random _random;
    private readonly int _dimension;

    private CnnLikeVectors(int dimension, int seed)
    {
        // Fixed by the seed for good: Random keeps its sequence for explicit seeds.
        _random = new Random(seed);
        _dimension = dimension;
    }

    /// <summary>Generates <paramref name="count"/> unit vectors, one after the other in one array.</summary>
    /// <param name="count">Rows.</param>
    /// <param name="dimension">Components, at least 16.</param>
    /// <param name="seed">Equal seeds give equal vectors.</param>
    /// <param name="centres">Clusters, at least 1.</param>
    public static float[] Generate(int count, int dimension, int seed, int centres = DefaultCentres) =>
        new CnnLikeVectors(dimension, seed).Generate(count, centres);

    /// <summary>The share of the values that the second ReLU cuts, before its random factor: 0.5 to 512 components, 0.3 from 2048 on.</summary>
    public static double CutQuantile(int dimension) => Math.Clamp(0.5 - 0.1 * Math.Log2(dimension / 512.0), 0.3, 0.5);

    private float[] Generate(int count, int centres)
    {
        float[] latent = MixtureRows(count, centres);
        float[] hidden = Times(latent, Latent, RandomMatrix(Latent, Hidden), Hidden);
        Rectify(hidden);
        float[] rows = Times(hidden, Hidden, RandomMatrix(Hidden, _dimension), _dimension);
        AddNoise(rows);
        Sparsify(rows, count);
        Normalize(rows);
        return rows;
    }

    private float[] MixtureRows(int count, int centres)
    {
        float[] super = Gaussians(SuperCentres * Latent);
        var centre = new float[centres * Latent];
        var spread = new float[centres];
        var cumulative = new double[centres];
        double total = 0;
        for (int c = 0; c < centres; c++)
        {
            int parent = _random.Next(SuperCentres);
            for (int i = 0; i < Latent; i++)
                centre[c * Latent + i] = super[parent * Latent + i] + 0.7f * Gaussian();
            spread[c] = 0.25f + 0.45f * _random.NextSingle();
            total += Math.Pow(1 - _random.NextDouble(), -1 / 1.5) - 1 + 0.2;
            cumulative[c] = total;
        }

        var rows = new float[count * Latent];
        for (int r = 0; r < count; r++)
        {
            int c = Array.BinarySearch(cumulative, _random.NextDouble() * total);
            c = Math.Min(c < 0 ? ~c : c, centres - 1);
            for (int i = 0; i < Latent; i++)
                rows[r * Latent + i] = centre[c * Latent + i] + spread[c] * Gaussian();
        }

        return rows;
    }

    private void AddNoise(float[] rows)
    {
        double squares = 0;
        foreach (float value in rows)
            squares += value * value;
        float scale = Noise * (float)Math.Sqrt(squares / rows.Length);
        for (int i = 0; i < rows.Length; i++)
            rows[i] += scale * Gaussian();
    }

    /// <summary>Component by component: subtract about the quantile, cut at zero, scale.</summary>
    private void Sparsify(float[] rows, int count)
    {
        var sample = new float[Math.Min(count, 2000)];
        int cut = (int)(sample.Length * CutQuantile(_dimension));
        for (int d = 0; d < _dimension; d++)
        {
            for (int i = 0; i < sample.Length; i++)
                sample[i] = rows[(long)i * count / sample.Length * _dimension + d];
            Array.Sort(sample);
            float threshold = sample[cut] * (0.6f + 0.8f * _random.NextSingle());
            float scale = MathF.Exp(0.5f * Gaussian());
            for (int r = 0; r < count; r++)
                rows[r * _dimension + d] = Math.Max(0, rows[r * _dimension + d] - threshold) * scale;
        }
    }

    private void Normalize(float[] rows)
    {
        for (int start = 0; start < rows.Length; start += _dimension)
        {
            double squares = 0;
            foreach (float value in rows.AsSpan(start, _dimension))
                squares += (double)value * value;
            // A row that lost every component has no direction; it becomes an axis of its own.
            if (squares == 0)
                rows[start] = 1;
            else
                Scale(rows.AsSpan(start, _dimension), 1 / Math.Sqrt(squares));
        }
    }

    private static void Scale(Span<float> row, double factor)
    {
        for (int i = 0; i < row.Length; i++)
            row[i] = (float)(row[i] * factor);
    }

    private static void Rectify(float[] values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = Math.Max(0, values[i]);
    }

    private float[] RandomMatrix(int inputs, int outputs)
    {
        float[] weights = Gaussians(inputs * outputs);
        Scale(weights, 1 / Math.Sqrt(inputs));
        return weights;
    }

    private static float[] Times(float[] rows, int inputs, float[] weights, int outputs)
    {
        int count = rows.Length / inputs;
        var result = new float[count * outputs];
        for (int r = 0; r < count; r++)
        {
            Span<float> sum = result.AsSpan(r * outputs, outputs);
            for (int i = 0; i < inputs; i++)
                AddScaled(sum, weights.AsSpan(i * outputs, outputs), rows[r * inputs + i]);
        }

        return result;
    }

    private static void AddScaled(Span<float> sum, ReadOnlySpan<float> row, float factor)
    {
        Span<Vector<float>> sums = MemoryMarshal.Cast<float, Vector<float>>(sum);
        ReadOnlySpan<Vector<float>> values = MemoryMarshal.Cast<float, Vector<float>>(row);
        for (int i = 0; i < sums.Length; i++)
            sums[i] += values[i] * factor;
        for (int i = sums.Length * Vector<float>.Count; i < sum.Length; i++)
            sum[i] += row[i] * factor;
    }

    private float[] Gaussians(int count)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = Gaussian();
        return values;
    }

    private float Gaussian() =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble()));
}
