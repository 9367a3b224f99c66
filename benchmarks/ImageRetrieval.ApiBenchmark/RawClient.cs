using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ImageRetrieval.ApiBenchmark;

/// <summary>
/// One connection that sends the same prepared <c>POST /predict</c> again and again. It shares the cores with the Api, so
/// it does next to nothing: no form is built, no answer parsed.
/// </summary>
internal sealed class RawClient : IDisposable
{
    private const string Boundary = "benchmark";
    private const int MostAnswer = 64 * 1024;
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _answer = new byte[MostAnswer];

    internal static async Task<RawClient> ConnectAsync(Uri address)
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(IPAddress.Loopback, address.Port);
        return client;
    }

    /// <summary>The bytes of a request for ten hits.</summary>
    internal static byte[] Prepare(Uri address, string model, byte[] picture)
    {
        var head = Encoding.ASCII.GetBytes(
            $"--{Boundary}\r\nContent-Disposition: form-data; name=\"nb_similar_images\"\r\n\r\n10\r\n" +
            $"--{Boundary}\r\nContent-Disposition: form-data; name=\"model_name\"\r\n\r\n{model}\r\n" +
            $"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"query.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n");
        var tail = Encoding.ASCII.GetBytes($"\r\n--{Boundary}--\r\n");
        var length = head.Length + picture.Length + tail.Length;
        var request = $"POST /predict HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: multipart/form-data; boundary={Boundary}\r\nContent-Length: {length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(request), .. head, .. picture, .. tail];
    }

    /// <exception cref="InvalidOperationException">The answer is not 200; the message is the answer.</exception>
    /// <exception cref="IOException">The connection was closed before the whole answer was there.</exception>
    internal async Task AskAsync(ReadOnlyMemory<byte> request)
    {
        using var limit = new CancellationTokenSource(s_limit);
        for (var sent = 0; sent < request.Length;)
            sent += await _socket.SendAsync(request[sent..], SocketFlags.None, limit.Token);
        var length = 0;
        do
        {
            var read = await _socket.ReceiveAsync(_answer.AsMemory(length), SocketFlags.None, limit.Token);
            if (read == 0)
                throw new IOException($"The connection was closed after {length} bytes of an answer.");
            length += read;
        }
        while (!IsWhole(_answer.AsSpan(0, length)));
        if (!_answer.AsSpan().StartsWith("HTTP/1.1 200 "u8))
            throw new InvalidOperationException(Encoding.UTF8.GetString(_answer.AsSpan(0, length)));
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;
        var field = answer.IndexOf("Content-Length: "u8);
        if (field < 0 || field > head)
            throw new IOException("The answer has no length.");
        var number = answer[(field + "Content-Length: ".Length)..head];
        var end = number.IndexOf((byte)'\r');
        var length = int.Parse(end < 0 ? number : number[..end], NumberStyles.None, CultureInfo.InvariantCulture);
        return answer.Length >= head + 4 + length;
    }
}
