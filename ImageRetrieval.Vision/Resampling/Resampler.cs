using System.Buffers;

namespace ImageRetrieval.Vision.Resampling;

/// <summary>
/// A filtered resize of an image that comes in strips from top to bottom: no more than the strip and a few rows of sums
/// is held. It is filtered down the columns first, then along the rows, with float32 sums and one rounding at the end, so it is closer to
/// the filter than Pillow, which rounds between the two as well.
/// </summary>
/// <remarks>Sums are made in the same order with vectors of any width and without fused multiply-add: the same bytes come out on every processor.</remarks>
internal sealed class Resampler : IDisposable
{
    private readonly FilterWindows _columns;
    private readonly FilterWindows _rows;
    private readonly int _bands;
    private readonly int _rowLength;
    private readonly int _sumsLength;
    private readonly int _slots;
    private readonly float[] _sums;
    private int _nextSourceRow;
    private int _nextRow;

    /// <param name="columns">The windows along a row; the strips hold the columns from <see cref="FilterWindows.First"/> to <see cref="FilterWindows.End"/>.</param>
    /// <param name="rows">The windows down a column.</param>
    /// <param name="bands">Bytes of a pixel, 1..4.</param>
    internal Resampler(FilterWindows columns, FilterWindows rows, int bands)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bands, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bands, ResampleKernels.MaxBands);
        (_columns, _rows, _bands) = (columns, rows, bands);
        _rowLength = (columns.End - columns.First) * bands;
        // Four floats are read where the last pixel may have one.
        _sumsLength = _rowLength + ResampleKernels.MaxBands - 1;
        _slots = rows.MostOverlapping();
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
        var end = top + strip.Length / _rowLength;
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

    // A row is not begun before the one whose place it takes is written: MostOverlapping.
    private Span<float> SumsOf(int row) => _sums.AsSpan(row % _slots * _sumsLength, _sumsLength);
}
