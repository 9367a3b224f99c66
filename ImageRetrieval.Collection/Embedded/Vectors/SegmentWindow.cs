using Microsoft.Win32.SafeHandles;

namespace ImageRetrieval.Collection.Embedded.Vectors;

/// <summary>A segment read from its beginning to its end, many batches per read: reading a million small ones one by one would take longer than checking them.</summary>
/// <param name="file">The segment.</param>
/// <param name="length">Its bytes.</param>
internal sealed class SegmentWindow(SafeFileHandle file, long length)
{
    private byte[] _bytes = new byte[1 << 20];
    private long _start;
    private int _count;

    /// <summary>Bytes of the segment; valid until the next call.</summary>
    /// <param name="position">Where they begin.</param>
    /// <param name="count">How many; all of them must be in the file.</param>
    internal ReadOnlySpan<byte> Read(long position, int count)
    {
        if (position < _start || position + count > _start + _count)
            Fill(position, count);
        return _bytes.AsSpan((int)(position - _start), count);
    }

    private void Fill(long position, int count)
    {
        if (count > _bytes.Length)
            _bytes = new byte[count];
        (_start, _count) = (position, 0);
        while (_count < _bytes.Length && position + _count < length && RandomAccess.Read(file, _bytes.AsSpan(_count), position + _count) is var read and > 0)
            _count += read;
        if (_count < count)
            throw new EndOfStreamException("A vector segment has become shorter.");
    }
}
