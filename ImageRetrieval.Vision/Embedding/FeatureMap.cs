namespace ImageRetrieval.Vision.Embedding;

/// <summary>
/// A model's features by position: the picture as a grid of cells, each with one feature vector. For a convolutional network
/// it is the last map before pooling; for a vision transformer the patch tokens, without the class token.
/// </summary>
public sealed class FeatureMap
{
    private readonly float[] _values;

    /// <summary>Wraps features, cell by cell.</summary>
    /// <param name="rows">Cells down.</param>
    /// <param name="columns">Cells across.</param>
    /// <param name="channels">Features of a cell.</param>
    /// <param name="values">Rows x columns x channels numbers; the channels of a cell are contiguous.</param>
    /// <exception cref="ArgumentException">The length does not match the size.</exception>
    public FeatureMap(int rows, int columns, int channels, float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != (long)rows * columns * channels)
            throw new ArgumentException($"{rows}x{columns} cells of {channels} features need {(long)rows * columns * channels} numbers; {values.Length} were given.", nameof(values));
        (Rows, Columns, Channels, _values) = (rows, columns, channels, values);
    }

    /// <summary>Cells down.</summary>
    public int Rows { get; }

    /// <summary>Cells across.</summary>
    public int Columns { get; }

    /// <summary>Features of a cell.</summary>
    public int Channels { get; }

    /// <summary>The features of one cell, not scaled.</summary>
    public ReadOnlySpan<float> Cell(int row, int column)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Columns, nameof(column));
        return _values.AsSpan((row * Columns + column) * Channels, Channels);
    }

    /// <summary>From [1, C, H, W], or from [1, T, D] whose tokens are a square of patches, after a class token or not; else null.</summary>
    internal static FeatureMap? From(float[] values, ReadOnlySpan<long> shape)
    {
        if (shape.Length == 4 && shape[0] == 1)
            return FromPlanes(values, (int)shape[1], (int)shape[2], (int)shape[3]);
        if (shape.Length != 3 || shape[0] != 1)
            return null;

        var (tokens, channels) = ((int)shape[1], (int)shape[2]);
        var side = (int)Math.Sqrt(tokens);
        var before = tokens - side * side;
        return before is 0 or 1 && side > 0 ? new(side, side, channels, values[(before * channels)..]) : null;
    }

    private static FeatureMap FromPlanes(float[] planes, int channels, int rows, int columns)
    {
        var cells = rows * columns;
        var values = new float[planes.Length];
        for (var channel = 0; channel < channels; channel++)
        {
            for (var cell = 0; cell < cells; cell++)
                values[cell * channels + channel] = planes[channel * cells + cell];
        }
        return new(rows, columns, channels, values);
    }
}
