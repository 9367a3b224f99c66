using System.IO.Compression;

namespace ImageRetrieval.ServiceDefaults.Network;

/// <summary>
/// Decodes <c>deflate</c>: by the standard zlib data, but some servers send raw deflate data. The first two bytes of the
/// zlib format are a header with a checksum (RFC 1950), which distinguishes the two.
/// </summary>
internal sealed class InflatingStream(Stream coded) : ReadOnlyStream(coded)
{
    private Stream? _inflated;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _inflated ??= await BeginAsync(cancellationToken);
        return await _inflated.ReadAsync(buffer, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inflated?.Dispose();
        base.Dispose(disposing);
    }

    private async Task<Stream> BeginAsync(CancellationToken token)
    {
        var head = new byte[2];
        var read = await Inner.ReadAtLeastAsync(head, 2, throwOnEndOfStream: false, token);
        var whole = new PrefixedStream(head.AsMemory(0, read), Inner);
        const int deflate = 8;
        return read == 2 && (head[0] & 0x0F) == deflate && ((head[0] << 8) | head[1]) % 31 == 0
            ? new ZLibStream(whole, CompressionMode.Decompress)
            : new DeflateStream(whole, CompressionMode.Decompress);
    }
}
