namespace ImageRetrieval.VectorIndex;

/// <summary>A row-major matrix of float32 whose rows are padded with zeros, as vectors are.</summary>
internal sealed unsafe class FloatMatrix
{
    private readonly AlignedMemory _memory;

    /// <param name="rows">At least 1.</param>
    /// <param name="columns">At least 1.</param>
    public FloatMatrix(int rows, int columns)
    {
        (Rows, Columns, Stride) = (rows, columns, FloatDot.PaddedLength(columns));
        _memory = new AlignedMemory((long)rows * Stride * sizeof(float));
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Floats from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>A row; valid while the matrix is reachable.</summary>
    public float* Row(int row) => (float*)_memory.Pointer + ((long)row * Stride);

    /// <summary>As <see cref="Row"/>, without the padding.</summary>
    public Span<float> Span(int row) => new(Row(row), Columns);

    /// <summary>The inner products of a padded vector with every row.</summary>
    /// <param name="vector">As long as a row.</param>
    /// <param name="results">Receives <see cref="Rows"/> numbers, and up to three more behind them.</param>
    public void Multiply(float* vector, float* results)
    {
        int last = Rows - 1;
        for (int row = 0; row <= last; row += 4)
            WideProducts.Four(vector, Row(row), Row(Math.Min(row + 1, last)), Row(Math.Min(row + 2, last)), Row(Math.Min(row + 3, last)), Stride, results + row);
        GC.KeepAlive(this);
    }
}
