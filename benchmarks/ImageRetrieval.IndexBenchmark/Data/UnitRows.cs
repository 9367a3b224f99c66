namespace ImageRetrieval.IndexBenchmark.Data;

/// <summary>Brings rows to length 1, in double precision.</summary>
internal static class UnitRows
{
    /// <exception cref="FormatException">A row is zero or not finite: it has no direction.</exception>
    public static void Normalize(Span<float> rows, int dimension)
    {
        for (int start = 0; start < rows.Length; start += dimension)
        {
            if (!TryNormalize(rows.Slice(start, dimension)))
                throw new FormatException($"Row {start / dimension} is zero or not finite: it has no direction; leave it out of the file.");
        }
    }

    public static bool TryNormalize(Span<float> row)
    {
        double squares = 0;
        foreach (float value in row)
            squares += (double)value * value;
        if (squares == 0 || !double.IsFinite(squares))
            return false;
        double scale = 1 / Math.Sqrt(squares);
        for (int i = 0; i < row.Length; i++)
            row[i] = (float)(row[i] * scale);
        return true;
    }
}
