using System.Buffers;

namespace ImageRetrieval.Worker.Download;

/// <summary>An image's bytes in pooled memory. Disposing returns the memory, and the place among the large images if there is one.</summary>
internal sealed class ReceivedBytes : IBufferWriter<byte>, IDisposable
{
    private byte[]? _buffer;
    private IDisposable? _place;

    internal ReceivedBytes(int expected) => _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(expected, 4096));

    internal int Length { get; private set; }

    /// <exception cref="ObjectDisposedException">The memory may hold another image by now.</exception>
    internal ReadOnlySpan<byte> Span => Buffer.AsSpan(0, Length);

    /// <inheritdoc cref="Span"/>
    internal ReadOnlyMemory<byte> Memory => Buffer.AsMemory(0, Length);

    private byte[] Buffer => _buffer ?? throw new ObjectDisposedException(nameof(ReceivedBytes));

    /// <summary>Room for at least one more byte; written bytes count after <see cref="Advance"/>.</summary>
    internal Memory<byte> Room()
    {
        if (Length == Buffer.Length)
            Grow();
        return Buffer.AsMemory(Length);
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        while (Buffer.Length - Length < sizeHint)
            Grow();
        return Room();
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Keeps the place until the bytes are disposed.</summary>
    internal void Keep(IDisposable place) => _place = place;

    internal bool HasPlace => _place is not null;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
        Interlocked.Exchange(ref _place, null)?.Dispose();
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(Buffer.Length * 2);
        Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(Buffer);
        _buffer = larger;
    }
}
