using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace ImageRetrieval.HttpFuzz;

/// <summary>What a service answered to some bytes.</summary>
/// <param name="Statuses">Of all answers: damaged bytes may be several requests. None when it only closed the connection.</param>
/// <param name="Milliseconds">Until its first byte came; for bytes that were no whole request, from their end on.</param>
/// <param name="Text">What came, byte by byte.</param>
internal sealed partial record Exchange(IReadOnlyList<int> Statuses, double Milliseconds, string Text)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    // Far longer than an answer may take: a service that gives none by then waits for the rest of the request.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <summary>Whether the service failed: an internal error, or no end. Unsupported codings and versions are not its fault.</summary>
    internal bool IsFailure => Statuses.Any(status => status is >= 500 and not 501 and not 505 or 0);

    /// <summary>Sends bytes and reads the answers, until the service closes the connection.</summary>
    internal static async Task<Exchange> SendAsync(int port, byte[] request)
    {
        using var limit = new CancellationTokenSource(s_limit);
        using var client = new TcpClient { NoDelay = true };
        using var answer = new MemoryStream();
        var milliseconds = 0.0;
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, limit.Token);
            milliseconds = await ExchangeAsync(client, request, answer, limit.Token);
        }
        catch (OperationCanceledException)
        {
            return new Exchange([0], s_limit.TotalMilliseconds, "no end");
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            // A service may disconnect clients that send invalid data.
        }
        var text = Encoding.Latin1.GetString(answer.ToArray());
        return new Exchange([.. StatusPattern().Matches(text).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).Where(status => status >= 200)], milliseconds, text);
    }

    private static async Task<double> ExchangeAsync(TcpClient client, byte[] request, MemoryStream answer, CancellationToken token)
    {
        var started = Stopwatch.GetTimestamp();
        var stream = client.GetStream();
        var buffer = new byte[64 * 1024];
        var first = stream.ReadAsync(buffer, token).AsTask();
        await stream.WriteAsync(request, token);
        var came = await Task.WhenAny(first, Task.Delay(s_patience, token)) == first;
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        // No earlier: a client that ends its side has gone, and what is done for it is given up.
        client.Client.Shutdown(SocketShutdown.Send);
        var ended = Stopwatch.GetTimestamp();
        answer.Write(buffer, 0, await first);
        await stream.CopyToAsync(answer, token);
        return came ? elapsed : Stopwatch.GetElapsedTime(ended).TotalMilliseconds;
    }

    // An answer begins at the very start, or behind the body of the one before.
    [GeneratedRegex(@"HTTP/1\.1 (\d{3}) [A-Z][A-Za-z -]*\r\n")]
    private static partial Regex StatusPattern();
}
