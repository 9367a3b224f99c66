namespace ImageRetrieval.IndexBenchmark.Data;

/// <summary>Unit rows to index and, behind them, rows to ask for: never the same ones.</summary>
internal sealed class VectorSet
{
    private readonly float[] _rows;

    /// <param name="rows">Unit rows; the last <paramref name="queries"/> are asked for. Not copied.</param>
    /// <param name="dimension">Components of a row.</param>
    /// <param name="queries">At most as many as there are rows.</param>
    /// <param name="origin">Where the rows come from, for the report.</param>
    public VectorSet(float[] rows, int dimension, int queries, string origin)
    {
        _rows = rows;
        Dimension = dimension;
        Queries = queries;
        Count = rows.Length / dimension - queries;
        Origin = origin;
    }

    public int Dimension { get; }

    public int Count { get; }

    public int Queries { get; }

    /// <summary>Where the rows come from, for the report.</summary>
    public string Origin { get; }

    /// <summary>The rows of the index and, behind them, the queries.</summary>
    public ReadOnlySpan<float> All => _rows;

    /// <exception cref="FormatException">The file that was named does not have these rows.</exception>
    public static VectorSet Create(BenchmarkOptions options) =>
        options.RawFile is { } file ? Read(file, options) : Generate(options);

    public ReadOnlySpan<float> Row(int index) => _rows.AsSpan(index * Dimension, Dimension);

    public ReadOnlySpan<float> Query(int index) => Row(Count + index);

    /// <summary>The first <paramref name="count"/> rows with the same queries.</summary>
    public VectorSet Take(int count)
    {
        var rows = new float[(count + Queries) * Dimension];
        _rows.AsSpan(0, count * Dimension).CopyTo(rows);
        _rows.AsSpan(Count * Dimension).CopyTo(rows.AsSpan(count * Dimension));
        return new VectorSet(rows, Dimension, Queries, Origin);
    }

    private static VectorSet Generate(BenchmarkOptions options)
    {
        int count = options.Count ?? BenchmarkOptions.DefaultCount;
        float[] rows = GeneratedRows.Get(count + options.Queries, options.Dimension, options.Seed);
        return new VectorSet(rows, options.Dimension, options.Queries, $"CNN-like generator, seed {options.Seed}");
    }

    private static VectorSet Read(string file, BenchmarkOptions options)
    {
        float[] rows = RawFile.Read(file, options.Dimension);
        int available = rows.Length / options.Dimension;
        int count = options.Count ?? available - options.Queries;
        if (count < 1 || count + options.Queries > available)
        {
            throw new FormatException(
                $"'{file}' has {available} rows of {options.Dimension}: not {options.Queries} queries and {Math.Max(count, 1)} more; ask for fewer with --count and --queries.");
        }

        UnitRows.Normalize(rows, options.Dimension);
        var all = new VectorSet(rows, options.Dimension, options.Queries, Path.GetFileName(file));
        return count == all.Count ? all : all.Take(count);
    }
}
