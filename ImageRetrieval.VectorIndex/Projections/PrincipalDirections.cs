using System.Runtime.Intrinsics;

namespace ImageRetrieval.VectorIndex;

/// <summary>
/// The directions in which vectors are longest: leading eigenvectors of their second moments, not centred, since inner products
/// are to be kept. By subspace iteration from random directions, with a last step that sorts them (Halko, Martinsson and Tropp,
/// arXiv 0909.4061, algorithms 4.4 and 5.3): no matrix of all components with all is ever made.
/// </summary>
internal static unsafe class PrincipalDirections
{
    // Directions beyond those that are wanted: they take up what the last wanted ones would lose to what comes behind.
    private const int Oversampling = 16;
    private const int Iterations = 4;

    /// <summary>Deterministic, to the bit on every processor.</summary>
    /// <param name="rows">The vectors.</param>
    /// <param name="sample">Which of them are looked at.</param>
    /// <param name="count">Directions wanted; fewer than the vectors have components.</param>
    /// <param name="seed">Of the random directions.</param>
    /// <param name="token">Looked at between passes over parts of the sample.</param>
    /// <returns>Orthonormal rows, the longest direction first.</returns>
    public static FloatMatrix Find(VectorRows rows, ReadOnlySpan<int> sample, int count, ulong seed, CancellationToken token)
    {
        int wanted = Math.Min(count + Oversampling, rows.Dimension);
        FloatMatrix directions = Random(wanted, rows.Dimension, seed);
        Orthonormalize(directions);
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            directions = Moved(rows, sample, directions, token);
            Orthonormalize(directions);
        }

        return Sorted(rows, sample, directions, count, token);
    }

    private static FloatMatrix Random(int rows, int columns, ulong seed)
    {
        var matrix = new FloatMatrix(rows, columns);
        ulong state = seed;
        for (int row = 0; row < rows; row++)
        {
            foreach (ref float value in matrix.Span(row))
                value = (float)(SplitMix.NextUnit(ref state) - 0.5);
        }

        return matrix;
    }

    /// <summary>Directions times the second moments: each sampled vector, as long as it is in a direction, added to that direction.</summary>
    private static FloatMatrix Moved(VectorRows rows, ReadOnlySpan<int> sample, FloatMatrix directions, CancellationToken token)
    {
        var moved = new FloatMatrix(directions.Rows, directions.Columns);
        var lengths = new FloatMatrix(4, directions.Rows + 3);
        for (int i = 0; i < sample.Length; i += 4)
        {
            token.ThrowIfCancellationRequested();
            // A remainder repeats its last vector, with a length of zero.
            float*[] four = [rows.Row(sample[i]), rows.Row(sample[Math.Min(i + 1, sample.Length - 1)]), rows.Row(sample[Math.Min(i + 2, sample.Length - 1)]), rows.Row(sample[Math.Min(i + 3, sample.Length - 1)])];
            for (int j = 0; j < 4; j++)
            {
                if (i + j < sample.Length)
                    directions.Multiply(four[j], lengths.Row(j));
                else
                    lengths.Span(j).Clear();
            }

            for (int row = 0; row < directions.Rows; row++)
            {
                Vector128<float> factors = Vector128.Create(lengths.Row(0)[row], lengths.Row(1)[row], lengths.Row(2)[row], lengths.Row(3)[row]);
                WideProducts.AddFourScaled(moved.Row(row), four[0], four[1], four[2], four[3], factors, moved.Stride);
            }
        }

        GC.KeepAlive(moved);
        GC.KeepAlive(lengths);
        return moved;
    }

    // Gram and Schmidt, each direction twice: the second pass takes away what rounding left of the first.
    private static void Orthonormalize(FloatMatrix directions)
    {
        ulong spare = 1;
        for (int row = 0; row < directions.Rows; row++)
        {
            float* own = directions.Row(row);
            for (int attempt = 0; ; attempt++)
            {
                double before = Math.Sqrt(UnitVector.SquaredLength(directions.Span(row)));
                for (int pass = 0; pass < 2; pass++)
                {
                    for (int earlier = 0; earlier < row; earlier++)
                        WideProducts.AddScaled(own, directions.Row(earlier), -WideProducts.One(own, directions.Row(earlier), directions.Stride), directions.Stride);
                }

                double length = Math.Sqrt(UnitVector.SquaredLength(directions.Span(row)));
                if (length > 1e-5 * before && length > 0)
                {
                    WideProducts.Scale(own, (float)(1 / length), directions.Stride);
                    break;
                }

                // The vectors span fewer directions than are wanted: any other one will do.
                foreach (ref float value in directions.Span(row))
                    value = (float)(SplitMix.NextUnit(ref spare) - 0.5);
                if (attempt == 3)
                    throw new InvalidOperationException("No further orthogonal direction was found.");
            }
        }

        GC.KeepAlive(directions);
    }

    // Within their span the directions are turned to the eigenvectors of the second moments there (Rayleigh and Ritz).
    private static FloatMatrix Sorted(VectorRows rows, ReadOnlySpan<int> sample, FloatMatrix directions, int count, CancellationToken token)
    {
        (_, double[][] turns) = SymmetricEigen.Decompose(Moments(rows, sample, directions, token));
        var sorted = new FloatMatrix(Math.Min(count, directions.Rows), directions.Columns);
        for (int row = 0; row < sorted.Rows; row++)
        {
            for (int part = 0; part < directions.Rows; part++)
                WideProducts.AddScaled(sorted.Row(row), directions.Row(part), (float)turns[row][part], sorted.Stride);
        }

        Orthonormalize(sorted);
        GC.KeepAlive(directions);
        return sorted;
    }

    private static double[][] Moments(VectorRows rows, ReadOnlySpan<int> sample, FloatMatrix directions, CancellationToken token)
    {
        int size = directions.Rows;
        var moments = new double[size][];
        for (int row = 0; row < size; row++)
            moments[row] = new double[size];
        var lengths = new FloatMatrix(1, size + 3);
        foreach (int node in sample)
        {
            token.ThrowIfCancellationRequested();
            directions.Multiply(rows.Row(node), lengths.Row(0));
            for (int row = 0; row < size; row++)
            {
                double own = lengths.Row(0)[row];
                for (int column = 0; column <= row; column++)
                    moments[row][column] += own * lengths.Row(0)[column];
            }
        }

        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < row; column++)
                moments[column][row] = moments[row][column];
        }

        GC.KeepAlive(lengths);
        return moments;
    }
}
