using System.IO.Compression;
using System.Net;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Ingest;

namespace ImageRetrieval.Worker.Tests.Download;

/// <summary>Pictures that are sent with a content coding.</summary>
public sealed class CodedPictureTests
{
    private static readonly byte[] s_picture = TestImages.Random(3);

    [Theory]
    [InlineData("gzip"), InlineData("x-gzip"), InlineData("deflate"), InlineData("br"), InlineData("gzip, br"), InlineData("identity")]
    public async Task A_picture_with_a_content_coding_is_the_picture(string header)
    {
        using var downloader = Open(Coded(header, s_picture));
        Assert.Equal(s_picture, await BytesAsync(downloader));
    }

    [Fact]
    public async Task The_size_limit_applies_to_the_decompressed_bytes()
    {
        using var downloader = Open(Coded("gzip", new byte[20_000_000]));
        var failure = await Assert.ThrowsAsync<DownloadFailure>(() => BytesAsync(downloader));
        Assert.Equal((FailureReason.TooLarge, false), (failure.Reason, failure.Retryable));
        Assert.Contains("Ingest:MaxImageBytes", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip"), InlineData("deflate"), InlineData("br")]
    public async Task A_truncated_coded_picture_may_be_complete_the_next_time(string header)
    {
        var coded = Coded(header, s_picture);
        using var downloader = Open((coded.Header, coded.Body[..^5]));
        var failure = await Assert.ThrowsAsync<DownloadFailure>(() => BytesAsync(downloader));
        Assert.Equal((FailureReason.DamagedCoding, true), (failure.Reason, failure.Retryable));
    }

    [Fact]
    public async Task An_unknown_coding_is_a_reason_that_names_it()
    {
        using var downloader = Open(("zstd", s_picture));
        var failure = await Assert.ThrowsAsync<DownloadFailure>(() => BytesAsync(downloader));
        Assert.Equal(("unsupported_coding", false), (failure.Reason.Name(), failure.Retryable));
        Assert.Contains("'zstd'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_coded_picture_is_not_sent_again_while_it_is_the_same()
    {
        var coded = Coded("gzip", s_picture);
        using var server = new Conditional(coded);
        using var downloader = new ImageDownloader(new IngestOptions(), server, TimeProvider.System);
        var first = await downloader.DownloadAsync("http://a.test/1", default, default);
        using (first.Bytes)
            Assert.Equal(s_picture, first.Bytes!.Span.ToArray());
        var second = await downloader.DownloadAsync("http://a.test/1", first.Validators, default);
        Assert.Null(second.Bytes);
        Assert.Equal("\"v1\"", second.Validators.ETag);
    }

    private static ImageDownloader Open((string Header, byte[] Body) coded) => new(new IngestOptions { MaxImageBytes = 1_000_000 }, new AskedServer(_ => Answer(coded)), TimeProvider.System);

    private static HttpResponseMessage Answer((string Header, byte[] Body) coded)
    {
        var answer = AskedServer.Picture(coded.Body);
        answer.Content.Headers.TryAddWithoutValidation("Content-Encoding", coded.Header);
        return answer;
    }

    private static async Task<byte[]> BytesAsync(ImageDownloader downloader)
    {
        using var bytes = (await downloader.DownloadAsync("http://a.test/1", default, default)).Bytes!;
        return bytes.Span.ToArray();
    }

    private static (string Header, byte[] Body) Coded(string header, byte[] bytes)
    {
        foreach (var coding in header.Split(", "))
        {
            using var coded = new MemoryStream();
            using (Stream coder = coding switch
            {
                "identity" => new BufferedStream(new Kept(coded)),
                "deflate" => new ZLibStream(coded, CompressionLevel.Fastest, leaveOpen: true),
                "br" => new BrotliStream(coded, CompressionLevel.Fastest, leaveOpen: true),
                _ => new GZipStream(coded, CompressionLevel.Fastest, leaveOpen: true),
            })
                coder.Write(bytes);
            bytes = coded.ToArray();
        }
        return (header, bytes);
    }

    private sealed class Kept(MemoryStream stream) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => stream.Write(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => stream.Write(buffer);
    }

    private sealed class Conditional((string Header, byte[] Body) coded) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var same = request.Headers.NonValidated.Contains("If-None-Match");
            var answer = same ? new HttpResponseMessage(HttpStatusCode.NotModified) : Answer(coded);
            answer.Headers.TryAddWithoutValidation("ETag", "\"v1\"");
            return Task.FromResult(answer);
        }
    }
}
