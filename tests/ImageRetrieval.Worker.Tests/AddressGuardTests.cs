using System.Net;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Ingest;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Tests;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:7f00:1::")]
    public void Addresses_of_this_machine_and_its_networks_are_forbidden(string address) => Assert.True(AddressGuard.IsForbidden(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("64:ff9b::101:101")]
    public void Public_addresses_are_not(string address) => Assert.False(AddressGuard.IsForbidden(IPAddress.Parse(address)));

    [Fact]
    public async Task With_the_guard_a_server_of_this_machine_is_not_connected_to_and_without_it_is()
    {
        await using var server = await PictureServer.StartAsync();
        var url = server.Add("a.png", [1, 2, 3]);
        using var guarded = new ImageDownloader(Options.Create(new IngestOptions { AllowPrivateAddresses = false }), TimeProvider.System);
        using var open = new ImageDownloader(Options.Create(new IngestOptions()), TimeProvider.System);

        foreach (var name in (string[])[url, url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)])
        {
            var failure = await Assert.ThrowsAsync<DownloadFailure>(() => guarded.DownloadAsync(name, default, default));
            Assert.Equal((FailureReason.ForbiddenAddress, false), (failure.Reason, failure.Retryable));
        }
        Assert.Equal(0, server.Requests);
        using var bytes = (await open.DownloadAsync(url, default, default)).Bytes!;
        Assert.Equal(3, bytes.Length);
    }

    [Fact]
    public async Task A_name_with_one_forbidden_address_among_others_is_refused_and_what_was_checked_is_what_is_connected_to()
    {
        await using var server = await PictureServer.StartAsync();
        var answers = new Queue<IPAddress[]>([[IPAddress.Parse("1.1.1.1"), IPAddress.Loopback]]);
        using var handler = new SocketsHttpHandler { UseProxy = false, ConnectCallback = new AddressGuard((_, _) => Task.FromResult(answers.Dequeue())).ConnectAsync };
        using var downloader = new ImageDownloader(new IngestOptions(), handler, TimeProvider.System);

        var failure = await Assert.ThrowsAsync<DownloadFailure>(() => downloader.DownloadAsync($"http://rebinding.test:{new Uri(server.Address).Port}/a.png", default, default));
        Assert.Equal(FailureReason.ForbiddenAddress, failure.Reason);
        Assert.Empty(answers); // the name was asked for once: nobody resolves it a second time, with another answer
        Assert.Equal(0, server.Requests);
    }
}
