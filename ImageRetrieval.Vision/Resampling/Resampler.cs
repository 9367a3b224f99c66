using System.Buffers;

namespace ImageRetrieval.Vision.Resampling;

/// <summary>
/// A filtered resize of an image that comes in strips from top to bottom: no more than the strip and a few rows of sums
/// is held. It is filtered down the columns first, then along the rows, with float32 sums and one rounding at the end, so it is closer to
/// the filter than Pillow, which rounds between the two as well.
/// </summary>
internal sealed class Resampler : IDisposable
{
    private readonly FilterWindows _columns;
    private readonly FilterWindows _rows;
    private readonly int _bands;
    private readonly int _rowLength;
    private readonly int _sumsLength;
    private readonly int _stripRows;
    private readonly int _slots;
    private readonly float[] _sums;
    private int _nextSourceRow;
    private int _nextRow;

    /// <param name="columns">The windows along a row; the strips hold the columns from <see cref="FilterWindows.First"/> to <see cref="FilterWindows.End"/>.</param>
    /// <param name="rows">The windows down a column.</param>
    /// <param name="bands">Bytes of a pixel, 1..4.</param>
    /// <param name="stripRows">Source rows of every strip but the last, which has what is left.</param>
    internal Resampler(FilterWindows columns, FilterWindows rows, int bands, int stripRows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bands, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bands, ResampleKernels.MaxBands);
        (_columns, _rows, _bands, _stripRows) = (columns, rows, bands, stripRows);
        _rowLength = (columns.End - columns.First) * bands;
        _sumsLength = _rowLength + ResampleKernels.Padding(columns, bands);
        // Only rows that a strip leaves unfinished are held side by side.
        _slots = Math.Max(1, rows.MostAcross(stripRows));
        _sums = ArrayPool<float>.Shared.Rent(_slots * _sumsLength);
        for (var slot = 0; slot < _slots; slot++)
            SumsOf(slot)[_rowLength..].Clear();
        _nextSourceRow = rows.First;
    }

    /// <summary>Takes the next rows of the source, from <see cref="FilterWindows.First"/> of the rows on, and writes the rows of the result that they complete.</summary>
    /// <param name="strip">Whole rows without gaps.</param>
    /// <param name="result">The whole result, row by row; the same at every call.</param>
    internal void Add(ReadOnlySpan<byte> strip, Span<byte> result)
    {
        var top = _nextSourceRow;
        var end = Math.Min(_rows.End, top + _stripRows);
        if (strip.Length != (end - top) * _rowLength)
            throw new ArgumentException($"The strip from row {top} on has {strip.Length} bytes; {end - top} rows of {_rowLength} were expected.", nameof(strip));
        for (var row = _nextRow; row < _rows.Count && _rows.StartOf(row) < end; row++)
        {
            var start = _rows.StartOf(row);
            var from = Math.Max(start, top);
            var to = Math.Min(_rows.EndOf(row), end);
            var sums = SumsOf(row);
            ResampleKernels.AddRows(strip[((from - top) * _rowLength)..], _rowLength, _rows.WeightsOf(row)[(from - start)..(to - start)], sums, isFirst: from == start);
            if (to < _rows.EndOf(row))
                continue; // the rest comes with the next strip

            var length = _columns.Count * _bands;
            ResampleKernels.FilterRow(sums, _columns, _bands, result.Slice(row * length, length));
            _nextRow = row + 1;
        }
        _nextSourceRow = end;
    }

    public void Dispose() => ArrayPool<float>.Shared.Return(_sums);

    // A row is started only after the row whose place it takes has been written.
    private Span<float> SumsOf(int row) => _sums.AsSpan(row % _slots * _sumsLength, _sumsLength);
}
