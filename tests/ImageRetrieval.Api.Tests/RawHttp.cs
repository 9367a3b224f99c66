using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ImageRetrieval.Api.Tests;

/// <summary>Sends bytes as they are and reads one answer: for requests that no well-behaved client makes.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    /// <summary>A form whose first part begins and never ends.</summary>
    public static string EndlessForm(string path) =>
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nx";

    /// <summary>The answer's status and its text; the connection is closed afterwards.</summary>
    /// <param name="server">Its address.</param>
    /// <param name="request">Each character is a byte.</param>
    /// <param name="thenEnd">Whether to end the sending side, as a client that was cut off.</param>
    /// <param name="from">The client's own address; null for any.</param>
    public static async Task<(int Status, string Text)> SendAsync(Uri server, string request, bool thenEnd = false, IPAddress? from = null)
    {
        using var limit = new CancellationTokenSource(s_limit);
        using var client = new TcpClient(new IPEndPoint(from ?? IPAddress.Any, 0));
        await client.ConnectAsync(IPAddress.Loopback, server.Port, limit.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), limit.Token);
        if (thenEnd)
            client.Client.Shutdown(SocketShutdown.Send);
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!IsWhole(text.ToString(), hasBody: !request.StartsWith("HEAD ", StringComparison.Ordinal)))
        {
            var read = await stream.ReadAsync(buffer, limit.Token);
            if (read == 0)
                break;
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
        var answer = text.ToString();
        return (answer.Length > 12 ? int.Parse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0, answer);
    }

    private static bool IsWhole(string text, bool hasBody)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0 || !hasBody)
            return end >= 0;
        var head = text[..end];
        var at = head.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return text.EndsWith("0\r\n\r\n", StringComparison.Ordinal);
        var line = head[(at + 16)..].Split('\r')[0];
        return Encoding.UTF8.GetByteCount(text[(end + 4)..]) >= int.Parse(line, CultureInfo.InvariantCulture);
    }
}
