using System.Runtime.InteropServices;

namespace ImageRetrieval.IndexBenchmark;

/// <summary>Rows to index and, behind them, rows to ask for: never the same ones.</summary>
internal sealed class VectorSet
{
    private readonly float[] _rows;
    private readonly int _dimension;

    private VectorSet(float[] rows, int dimension, int count, int queries, string origin)
    {
        _rows = rows;
        _dimension = dimension;
        Count = count;
        Queries = queries;
        Origin = origin;
    }

    public int Count { get; }

    public int Queries { get; }

    /// <summary>Where the rows come from, for the report.</summary>
    public string Origin { get; }

    public static VectorSet Create(BenchmarkOptions options) =>
        options.RawFile is { } file ? Read(file, options) : Generate(options);

    public ReadOnlySpan<float> Row(int index) => _rows.AsSpan(index * _dimension, _dimension);

    public ReadOnlySpan<float> Query(int index) => Row(Count + index);

    private static VectorSet Generate(BenchmarkOptions options)
    {
        int count = options.Count ?? 20_000;
        float[] rows = CnnLikeVectors.Generate(count + options.Queries, options.Dimension, options.Seed);
        return new VectorSet(rows, options.Dimension, count, options.Queries, $"CNN-like generator, seed {options.Seed}");
    }

    private static VectorSet Read(string file, BenchmarkOptions options)
    {
        float[] rows = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file)).ToArray();
        int available = rows.Length / options.Dimension;
        int count = options.Count ?? available - options.Queries;
        if (rows.Length % options.Dimension != 0 || count < 1 || count + options.Queries > available)
        {
            throw new FormatException(
                $"'{file}' has {rows.Length} floats, {available} rows of {options.Dimension}: not {options.Queries} queries and {count} more.");
        }

        return new VectorSet(Normalized(rows, options.Dimension), options.Dimension, count, options.Queries, Path.GetFileName(file));
    }

    private static float[] Normalized(float[] rows, int dimension)
    {
        for (int start = 0; start < rows.Length; start += dimension)
        {
            Span<float> row = rows.AsSpan(start, dimension);
            double squares = 0;
            foreach (float value in row)
                squares += (double)value * value;
            for (int i = 0; i < row.Length; i++)
                row[i] = (float)(row[i] / Math.Sqrt(squares));
        }

        return rows;
    }
}
