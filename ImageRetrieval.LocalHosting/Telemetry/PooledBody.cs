using System.Buffers;

namespace ImageRetrieval.LocalHosting.Telemetry;

/// <summary>
/// A body as it grows, in memory that the next one uses again: bodies come every second from every resource, and each is
/// large enough to lie about until a full collection. Not thread-safe.
/// </summary>
internal sealed class PooledBody(int expectedBytes) : IDisposable
{
    private const int LeastRoom = 4096;

    // One byte more, so that the read which finds the end needs no larger buffer.
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(expectedBytes + 1, LeastRoom));

    public int Length { get; private set; }

    /// <summary>Valid until this is disposed.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, Length);

    /// <summary>Where the next bytes go; never empty.</summary>
    public Memory<byte> Room()
    {
        if (Length == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            Bytes.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(Length);
    }

    /// <summary>So many bytes were written into <see cref="Room"/>.</summary>
    public void Advance(int count) => Length += count;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }
}
