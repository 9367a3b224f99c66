namespace ImageRetrieval.VectorIndex;

/// <summary>Where a layout starts: the two centred principal components of the vectors, so that the large arrangement is that of the collection.</summary>
internal static unsafe class PlaneStart
{
    /// <summary>The farthest node is at this distance from the middle along an axis.</summary>
    internal const float Extent = 10;

    // Two components of a collection are found in far fewer directions than it has.
    private const int Directions = 16;
    private const int SampleLength = 4096;
    private const float Noise = 1e-3f;
    private const ulong Seed = 0x9C0F_11E5_7A2B_43D1;

    /// <summary>Deterministic.</summary>
    public static Plane Of(VectorRows rows, CancellationToken token)
    {
        float[][] lengths = Lengths(rows, token);
        (double[] means, double[][] axes) = Axes(lengths, rows.Count);
        var plane = new Plane(rows.Count);
        for (int node = 0; node < rows.Count; node++)
            (plane.X[node], plane.Y[node]) = (Along(lengths, means, axes[0], node), axes.Length > 1 ? Along(lengths, means, axes[1], node) : 0);
        Scale(plane);
        return plane;
    }

    private static float[][] Lengths(VectorRows rows, CancellationToken token)
    {
        int wanted = Math.Min(Directions, rows.Dimension);
        var lengths = new float[wanted][];
        for (int i = 0; i < wanted; i++)
            lengths[i] = new float[rows.Count];
        FloatMatrix? directions = rows.Dimension > Directions ? PrincipalDirections.Find(rows, Sample(rows.Count), Directions, Seed, token) : null;
        var products = new FloatMatrix(1, wanted + 3);
        for (int node = 0; node < rows.Count; node++)
        {
            token.ThrowIfCancellationRequested();
            directions?.Multiply(rows.Row(node), products.Row(0));
            for (int i = 0; i < wanted; i++)
                lengths[i][node] = directions is null ? rows.Row(node)[i] : products.Row(0)[i];
        }

        GC.KeepAlive(products);
        return lengths;
    }

    private static int[] Sample(int count)
    {
        int wanted = Math.Min(count, SampleLength);
        return [.. Enumerable.Range(0, wanted).Select(i => (int)((long)i * count / wanted))];
    }

    private static (double[] Means, double[][] Axes) Axes(float[][] lengths, int count)
    {
        double[] means = [.. lengths.Select(values => values.Sum(value => (double)value) / count)];
        var moments = new double[lengths.Length][];
        for (int row = 0; row < moments.Length; row++)
        {
            moments[row] = new double[lengths.Length];
            for (int column = 0; column <= row; column++)
            {
                double sum = 0;
                for (int node = 0; node < count; node++)
                    sum += (lengths[row][node] - means[row]) * (lengths[column][node] - means[column]);
                moments[row][column] = moments[column][row] = sum;
            }
        }

        return (means, SymmetricEigen.Decompose(moments).Vectors);
    }

    private static float Along(float[][] lengths, double[] means, double[] axis, int node)
    {
        double sum = 0;
        for (int i = 0; i < axis.Length; i++)
            sum += axis[i] * (lengths[i][node] - means[i]);
        return (float)sum;
    }

    // A little noise parts nodes that have the same place.
    private static void Scale(Plane plane)
    {
        float largest = Math.Max(plane.X.Max(Math.Abs), plane.Y.Max(Math.Abs));
        float factor = largest > 0 ? Extent / largest : 0;
        ulong state = Seed;
        for (int node = 0; node < plane.Count; node++)
        {
            plane.X[node] = (plane.X[node] * factor) + ((float)SplitMix.NextUnit(ref state) * Noise);
            plane.Y[node] = (plane.Y[node] * factor) + ((float)SplitMix.NextUnit(ref state) * Noise);
        }
    }
}
