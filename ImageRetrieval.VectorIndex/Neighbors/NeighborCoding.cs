namespace ImageRetrieval.VectorIndex;

/// <summary>
/// What is learned for the codes of neighbours: the vectors' mean, and the directions in which they are longest, turned at random so
/// that all components are about equally long. Immutable.
/// </summary>
internal sealed unsafe class NeighborCoding
{
    /// <summary>Components of a code unless vectors have fewer. Measured with 64 to 128: fewer need more candidates, more need more memory traffic.</summary>
    public const int MostComponents = 96;

    /// <summary>With fewer components, codes of neighbours save nothing.</summary>
    public const int LeastComponents = 32;

    private const int ComponentStep = 2 * NeighborBlock.RowComponents;
    private const ulong Seed = 0x4E65_6967;

    private readonly CodedRows _matrix;
    private readonly float _meanLength;
    private readonly float[] _projectedMean;

    private NeighborCoding(FloatMatrix matrix, float meanLength, float[] projectedMean)
    {
        Components = matrix.Rows - 1;
        _matrix = new CodedRows(matrix);
        (_meanLength, _projectedMean) = (meanLength, projectedMean);
    }

    public int Components { get; }

    /// <summary>The squared length of the mean.</summary>
    public float SquaredMean => _meanLength * _meanLength;

    public static int ComponentsFor(int dimension) => Math.Min(MostComponents, dimension / ComponentStep * ComponentStep);

    /// <summary>Deterministic, to the bit on every processor.</summary>
    /// <param name="sample">Vectors like those that will be encoded.</param>
    /// <param name="token">Checked between passes over parts of the sample.</param>
    public static NeighborCoding Learn(FloatMatrix sample, CancellationToken token)
    {
        int components = ComponentsFor(sample.Columns);
        var rows = new VectorRows(sample.Row(0), sample.Rows, sample.Columns);
        FloatMatrix longest = PrincipalDirections.Find(rows, [.. Enumerable.Range(0, sample.Rows)], components, Seed, token);
        double[][] turn = RandomRotation.Create(components, Seed);
        var matrix = new FloatMatrix(components + 1, sample.Columns);
        for (int row = 0; row < components; row++)
        {
            for (int part = 0; part < components; part++)
                WideProducts.AddScaled(matrix.Row(row), longest.Row(part), (float)turn[row][part], matrix.Stride);
        }

        // The last row is the mean's direction: a vector's product with it comes with the projection.
        float* mean = matrix.Row(components);
        for (int row = 0; row < sample.Rows; row++)
            WideProducts.AddScaled(mean, sample.Row(row), 1f / sample.Rows, matrix.Stride);
        var projectedMean = new float[components];
        for (int row = 0; row < components; row++)
            projectedMean[row] = WideProducts.One(mean, matrix.Row(row), matrix.Stride);
        float length = MathF.Sqrt(WideProducts.One(mean, mean, matrix.Stride));
        WideProducts.Scale(mean, length > 0 ? 1 / length : 0, matrix.Stride);
        GC.KeepAlive(sample);
        GC.KeepAlive(longest);
        return new NeighborCoding(matrix, length, projectedMean);
    }

    /// <summary>Projects a vector without the mean, by its codes.</summary>
    /// <param name="codes">Of all components, without bias, as long as a row of codes.</param>
    /// <param name="info">Of the vector.</param>
    /// <param name="projected">Receives <see cref="Components"/> numbers; has room for <see cref="Projection.RoomFor"/> one more.</param>
    /// <returns>The inner product with the mean.</returns>
    public float Project(sbyte* codes, CodeInfo info, float* projected)
    {
        _matrix.Multiply(codes, info, projected);
        float along = projected[Components] * _meanLength;
        for (int i = 0; i < Components; i++)
            projected[i] -= _projectedMean[i];
        return along;
    }

    /// <summary>Encodes a node.</summary>
    public void Encode(int node, CodeRows rows, sbyte* scratch, float* projected, NodeCodes codes)
    {
        rows.Unbias(node, scratch);
        float along = Project(scratch, rows.Info(node), projected);
        var vector = new ReadOnlySpan<float>(projected, Components);
        float kept = 0;
        foreach (float component in vector)
            kept += component * component;
        // Vectors have length 1.
        float remainder = MathF.Sqrt(MathF.Max(0, 1 - (2 * along) + SquaredMean - kept));
        codes.Set(node, along, NeighborQuantization.Encode(vector, codes.Of(node)), remainder);
    }
}
