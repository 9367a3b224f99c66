using System.IO.Compression;
using ImageRetrieval.ServiceDefaults.Network;

namespace ImageRetrieval.ServiceDefaults.Tests.Network;

public sealed class ContentCodingTests
{
    private const int Limit = 1_000_000;
    private static readonly byte[] s_picture = Picture();

    [Theory]
    [InlineData("", ""), InlineData("identity", ""), InlineData("Identity, identity", ""), InlineData(" , ", "")]
    [InlineData("gzip", "gzip"), InlineData("x-gzip", "gzip"), InlineData("GZip", "gzip"), InlineData("deflate", "zlib"), InlineData("deflate", "bare"), InlineData("br", "br")]
    [InlineData("gzip, br", "gzip br"), InlineData("deflate,gzip,identity", "bare gzip"), InlineData("gzip,gzip", "gzip gzip"), InlineData("br, deflate, gzip, x-gzip", "br zlib gzip gzip")]
    public async Task All_content_codings_and_several_in_a_row_are_decoded(string header, string applied)
    {
        var coded = applied.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(s_picture, Apply);
        Assert.Equal(s_picture, await DecodeAsync(coded, [header]));
        Assert.Equal(s_picture, await DecodeAsync(coded, header.Split(',')));
        Assert.Equal(s_picture, await DecodeAsync(coded, [header], drip: true));
    }

    [Theory]
    [InlineData("zstd"), InlineData("compress"), InlineData("gzip, exi"), InlineData("aws-chunked"), InlineData("\"gzip\"")]
    public void An_unknown_content_coding_is_refused_with_its_name(string header)
    {
        var error = Assert.Throws<ContentCodingException>(() => ContentCodings.Decode(new MemoryStream(s_picture), [header], Limit));
        Assert.Contains(header.Split(',')[^1].Trim(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_content_codings_are_refused() =>
        Assert.Throws<ContentCodingException>(() => ContentCodings.Decode(new MemoryStream(s_picture), ["gzip,gzip,gzip,gzip,gzip"], Limit));

    [Theory]
    [InlineData("gzip", "gzip"), InlineData("deflate", "zlib"), InlineData("deflate", "bare"), InlineData("br", "br")]
    public async Task A_truncated_encoded_body_is_an_error_and_never_a_shorter_picture(string header, string applied)
    {
        var coded = Apply(s_picture, applied);
        foreach (var length in Enumerable.Range(1, coded.Length - 1).Where(length => length % 37 == 1 || coded.Length - length < 20))
            await Assert.ThrowsAsync<InvalidDataException>(() => DecodeAsync(coded[..length], [header]));
    }

    [Theory]
    [InlineData("gzip"), InlineData("zlib"), InlineData("bare"), InlineData("br")]
    public async Task A_damaged_encoded_body_throws_only_InvalidDataException(string applied)
    {
        var random = new Random(5);
        var header = applied is "zlib" or "bare" ? "deflate" : applied;
        for (var i = 0; i < 2000; i++)
        {
            var coded = Apply(s_picture, applied);
            for (var flips = random.Next(1, 4); flips > 0; flips--)
                coded[random.Next(coded.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                await DecodeAsync(coded, [header]);
            }
            catch (Exception error) when (error is InvalidDataException or TooManyBytesException)
            {
            }
        }
    }

    [Theory]
    [InlineData("gzip", "gzip"), InlineData("deflate", "bare"), InlineData("br", "br"), InlineData("gzip,gzip", "gzip gzip")]
    public async Task A_decompression_bomb_is_stopped_at_the_limit(string header, string applied)
    {
        var bomb = applied.Split(' ').Aggregate(new byte[50 * Limit], Apply);
        await Assert.ThrowsAsync<TooManyBytesException>(() => DecodeAsync(bomb, [header]));
    }

    [Fact]
    public async Task A_decompression_bomb_without_output_is_stopped_too()
    {
        // A gzip part of no bytes: header, an empty block, checksum and length.
        byte[] empty = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        // Inside, 3 MB of empty parts; outside, few bytes.
        var bomb = Apply([.. Enumerable.Repeat(empty, 3 * Limit / empty.Length).SelectMany(part => part)], "gzip");
        Assert.True(bomb.Length < Limit / 10);
        await Assert.ThrowsAsync<TooManyBytesException>(() => DecodeAsync(bomb, ["gzip, gzip"]));
    }

    [Fact]
    public async Task The_header_is_read_without_validation()
    {
        using var content = new ByteArrayContent(Apply(s_picture, "gzip"));
        Assert.True(content.Headers.TryAddWithoutValidation("Content-Encoding", "gz ip"));
        await Assert.ThrowsAsync<ContentCodingException>(() => ContentCodings.ReadAsync(content, Limit, default));
    }

    private static async Task<byte[]> DecodeAsync(byte[] coded, string[] header, bool drip = false)
    {
        await using var decoded = ContentCodings.Decode(drip ? new DrippingStream(coded) : new MemoryStream(coded), header, Limit);
        using var bytes = new MemoryStream();
        await decoded.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private static byte[] Apply(byte[] bytes, string coding)
    {
        using var coded = new MemoryStream();
        using (Stream coder = coding switch
        {
            "gzip" => new GZipStream(coded, CompressionLevel.Fastest, leaveOpen: true),
            "zlib" => new ZLibStream(coded, CompressionLevel.Fastest, leaveOpen: true),
            "bare" => new DeflateStream(coded, CompressionLevel.Fastest, leaveOpen: true),
            _ => new BrotliStream(coded, CompressionLevel.Fastest, leaveOpen: true),
        })
            coder.Write(bytes);
        return coded.ToArray();
    }

    // Half noise, half repetition: some of it compresses.
    private static byte[] Picture()
    {
        var bytes = new byte[3000];
        new Random(3).NextBytes(bytes.AsSpan(0, 1500));
        return bytes;
    }

    /// <summary>A byte at a time, as a slow network brings it.</summary>
    private sealed class DrippingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}
