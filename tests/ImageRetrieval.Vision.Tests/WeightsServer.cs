using System.Net;
using System.Net.Http.Headers;

namespace ImageRetrieval.Vision.Tests;

/// <summary>A server of one file that knows ranges, and can break off in the middle.</summary>
internal sealed class WeightsServer(byte[] content) : HttpMessageHandler
{
    private int _requests;

    public int Requests => _requests;
    public int? BreakAfter { get; set; }
    public bool IgnoreRanges { get; set; }
    public long? LastRangeStart { get; private set; }
    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        LastRangeStart = request.Headers.Range?.Ranges.Single().From;
        var start = IgnoreRanges ? 0 : (int)(LastRangeStart ?? 0);
        var response = new HttpResponseMessage(Status != HttpStatusCode.OK ? Status : start > 0 ? HttpStatusCode.PartialContent : HttpStatusCode.OK)
        {
            Content = new StreamContent(new BreakingStream(content.AsMemory(start), BreakAfter)),
        };
        response.Content.Headers.ContentLength = content.Length - start;
        if (start > 0)
            response.Content.Headers.ContentRange = new ContentRangeHeaderValue(start, content.Length - 1, content.Length);
        return Task.FromResult(response);
    }

    private sealed class BreakingStream(ReadOnlyMemory<byte> content, int? breakAfter) : Stream
    {
        private int _position;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            if (_position >= breakAfter)
                throw new IOException("The connection was reset.");
            var count = Math.Min(Math.Min(buffer.Length, 64 * 1024), content.Length - _position);
            content.Slice(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
