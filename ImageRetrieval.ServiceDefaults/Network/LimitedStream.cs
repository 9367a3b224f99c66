using System.IO.Compression;

namespace ImageRetrieval.ServiceDefaults.Network;

/// <summary>Reads a stream up to a limit, so that a decompression bomb is stopped early.</summary>
internal sealed class LimitedStream(Stream inner, long limit) : ReadOnlyStream(inner)
{
    private long _read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await ReadInnerAsync(buffer, cancellationToken);
        _read += read;
        return _read > limit ? throw new TooManyBytesException(limit) : read;
    }

    private async ValueTask<int> ReadInnerAsync(Memory<byte> buffer, CancellationToken token)
    {
        try
        {
            return await Inner.ReadAsync(buffer, token);
        }
        catch (InvalidOperationException error) when (Inner is BrotliStream)
        {
            // The other decoders throw InvalidDataException for this.
            throw new InvalidDataException(error.Message, error);
        }
    }
}
