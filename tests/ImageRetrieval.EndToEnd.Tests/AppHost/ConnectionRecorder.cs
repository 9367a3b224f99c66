using System.Collections.Concurrent;
using System.Net;

namespace ImageRetrieval.EndToEnd.Tests.AppHost;

/// <summary>
/// Notes the addresses of other machines to which a family of processes connects or sends, as Linux lists their sockets
/// (proc_pid_net(5)): TCP with its state, UDP with its peer. It looks twenty times a second; an attempt to connect to a host
/// that does not answer stays in the list for seconds.
/// </summary>
internal sealed class ConnectionRecorder : IAsyncDisposable
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(50);
    private static readonly string[] s_tables = ["tcp", "tcp6", "udp", "udp6"];

    private readonly Func<int[]> _family;
    private readonly ConcurrentDictionary<string, byte> _foreign = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;
    private int _looks;

    public ConnectionRecorder(Func<int[]> family)
    {
        _family = family;
        _watching = ProcessMark.CanLook ? Task.Run(WatchAsync) : Task.CompletedTask;
    }

    /// <summary>Ends the recording; the addresses seen.</summary>
    public async Task<IReadOnlyCollection<string>> ForeignAsync()
    {
        await _end.CancelAsync();
        await _watching;
        if (ProcessMark.CanLook)
            Assert.InRange(_looks, 10, int.MaxValue);
        return [.. _foreign.Keys];
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            Look();
            _looks++;
            await Task.Delay(s_period, CancellationToken.None);
        }
    }

    private void Look()
    {
        var inodes = _family().SelectMany(SocketsOf).ToHashSet(StringComparer.Ordinal);
        foreach (var row in s_tables.SelectMany(table => Rows($"/proc/net/{table}")))
        {
            if (inodes.Contains(row.Inode) && !IPAddress.IsLoopback(row.Remote) && !row.Remote.Equals(IPAddress.Any) && !row.Remote.Equals(IPAddress.IPv6Any))
                _foreign.TryAdd(row.Remote.ToString(), 0);
        }
    }

    private static IEnumerable<string> SocketsOf(int process)
    {
        try
        {
            return [.. Directory.EnumerateFiles($"/proc/{process}/fd").Select(file => File.ResolveLinkTarget(file, false)?.Name)
                .OfType<string>().Where(name => name.StartsWith("socket:[", StringComparison.Ordinal)).Select(name => name[8..^1])];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return []; // ended meanwhile
        }
    }

    // "  0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12345 …"
    private static IEnumerable<(IPAddress Remote, string Inode)> Rows(string table) => File.Exists(table)
        ? File.ReadLines(table).Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(fields => (Address(fields[2].Split(':')[0]), fields[9]))
        : [];

    // Words of four bytes, each in the byte order of the machine.
    private static IPAddress Address(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        if (BitConverter.IsLittleEndian)
        {
            for (var word = 0; word < bytes.Length; word += 4)
                Array.Reverse(bytes, word, 4);
        }

        var address = new IPAddress(bytes);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }
}
