using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.LocalHosting.Processes;

/// <summary>
/// Stands at a resource's own port and leads each connection to one of its processes, chosen by chance among those that
/// take it. While none does, the connection is held: a restart is a pause for the caller, not an error.
/// </summary>
internal sealed class TcpProxy(int port, IReadOnlyList<int> targets, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, bool> _connections = [];
    private readonly List<TcpListener> _listeners = [];
    private readonly List<Task> _accepting = [];

    public void Start()
    {
        foreach (var address in Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : new[] { IPAddress.Loopback })
        {
            var listener = new TcpListener(address, port);
            listener.Start();
            _listeners.Add(listener);
            _accepting.Add(AcceptAsync(listener));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listeners.ForEach(listener => listener.Dispose());
        await Task.WhenAll(_accepting).ConfigureAwait(false);
        await Task.WhenAll(_connections.Keys).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptSocketAsync(_stop.Token).ConfigureAwait(false);
                var serving = ServeAsync(client);
                _connections[serving] = true;
                _ = serving.ContinueWith(done => _connections.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException exception)
            {
                // The caller went away before it was accepted, or the machine is out of sockets for a moment.
                Log.NotAccepted(logger, port, exception.Message);
                await Task.Delay(s_pause, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using (client)
        {
            try
            {
                using var server = await ConnectAsync().ConfigureAwait(false);
                if (server is null)
                    return;
                client.NoDelay = server.NoDelay = true;
                using var both = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                var there = PumpAsync(client, server, both.Token);
                var back = PumpAsync(server, client, both.Token);
                // A caller may end its half and still wait for the answer; when the process ends, there is none to wait for.
                await back.ConfigureAwait(false);
                await both.CancelAsync().ConfigureAwait(false);
                await there.ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One of the two has gone; closing both tells the other.
            }
        }
    }

    private async Task<Socket?> ConnectAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        deadline.CancelAfter(s_patience);
        while (!deadline.IsCancellationRequested)
        {
            foreach (var target in Random.Shared.GetItems(targets.ToArray(), 1).Concat(targets).Distinct())
            {
                if (await TryConnectAsync(target, deadline.Token).ConfigureAwait(false) is { } socket)
                    return socket;
            }

            await Task.Delay(s_pause, deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return null;
    }

    private static async Task<Socket?> TryConnectAsync(int target, CancellationToken token)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, target, token).ConfigureAwait(false);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    private static async Task PumpAsync(Socket from, Socket to, CancellationToken token)
    {
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(32 * 1024);
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer, token).ConfigureAwait(false)) > 0)
            {
                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), token).ConfigureAwait(false);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // As in ServeAsync: the end of either side ends both.
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
