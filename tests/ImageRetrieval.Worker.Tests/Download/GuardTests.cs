using System.Net;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Fixtures;
using ImageRetrieval.ServiceDefaults.Network;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Ingest;

namespace ImageRetrieval.Worker.Tests.Download;

/// <summary>That the Worker's downloads go through the guard; which addresses it refuses, the tests of ServiceDefaults say.</summary>
public sealed class GuardTests
{
    [Fact]
    public async Task With_the_guard_a_server_of_this_machine_is_not_connected_to_and_without_it_is()
    {
        await using var server = await PictureServer.StartAsync();
        var url = server.Add("a.png", [1, 2, 3]);
        using var guarded = Open(new IngestOptions { AllowPrivateAddresses = false });
        using var open = Open(new IngestOptions());

        foreach (var name in (string[])[url, url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)])
        {
            var failure = await Assert.ThrowsAsync<DownloadFailure>(() => guarded.DownloadAsync(name, default, default));
            Assert.Equal((FailureReason.ForbiddenAddress, false), (failure.Reason, failure.Retryable));
            Assert.Contains("Ingest:AllowPrivateAddresses", failure.Message, StringComparison.Ordinal);
        }
        Assert.Equal(0, server.Requests);
        using var bytes = (await open.DownloadAsync(url, default, default)).Bytes!;
        Assert.Equal(3, bytes.Length);
    }

    [Fact]
    public void A_guarded_download_asks_no_proxy_and_no_handler_follows_redirects_or_keeps_cookies_by_itself()
    {
        using var guarded = ImageDownloader.CreateHandler(new IngestOptions { AllowPrivateAddresses = false });
        Assert.False(guarded.UseProxy);
        Assert.NotNull(guarded.ConnectCallback);
        using var open = ImageDownloader.CreateHandler(new IngestOptions());
        Assert.All((SocketsHttpHandler[])[guarded, open], handler => Assert.Equal((false, false, DecompressionMethods.None), (handler.AllowAutoRedirect, handler.UseCookies, handler.AutomaticDecompression)));
    }

    [Fact]
    public async Task A_redirect_to_an_internal_address_is_rejected_before_a_connection()
    {
        await using var inner = await PictureServer.StartAsync();
        await using var outer = RawServer.Of($"HTTP/1.1 302 Found\nLocation: {inner.Add("a.png", [1])}\nContent-Length: 0\nConnection: close", []);
        // The outer server counts as public by its name; the address in its redirect does not.
        using var handler = new GuardedConnection([IPNetwork.Parse("127.0.0.2/32")], (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.2")])).CreateHandler();
        handler.ConnectCallback = Route(handler.ConnectCallback!, new Uri(outer.Address).Port);
        using var downloader = new ImageDownloader(new IngestOptions(), handler, TimeProvider.System);

        var failure = await Assert.ThrowsAsync<DownloadFailure>(() => downloader.DownloadAsync("http://outer.test/a.png", default, default));
        Assert.Equal(FailureReason.ForbiddenAddress, failure.Reason);
        Assert.Single(outer.Requests);
        Assert.Equal(0, inner.Requests);
    }

    // The name of the outer server leads to it; all else goes the guarded way.
    private static Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> Route(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> guarded, int port) => async (context, token) =>
    {
        if (context.DnsEndPoint.Host != "outer.test")
            return await guarded(context, token);
        var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, token);
        return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
    };

    private static ImageDownloader Open(IngestOptions options) => new(options, ImageDownloader.CreateHandler(options), TimeProvider.System);
}
