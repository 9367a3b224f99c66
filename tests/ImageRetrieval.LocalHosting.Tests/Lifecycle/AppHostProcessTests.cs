using System.Net;
using System.Net.Sockets;

namespace ImageRetrieval.LocalHosting.Tests.Lifecycle;

public class AppHostProcessTests
{
    private static readonly TimeSpan s_orphanLimit = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Asked_to_stop_it_ends_with_0_and_leaves_nothing_running()
    {
        if (OperatingSystem.IsWindows())
            return; // There is no SIGTERM; Ctrl+C cannot be sent to one process alone.
        using var appHost = AppHostProcess.Start();
        await appHost.ReadyAsync();
        var children = await appHost.ChildrenAsync();
        Assert.Equal(2, children.Length);

        appHost.Terminate();

        Assert.Equal(0, await appHost.ExitCodeAsync());
        Assert.DoesNotContain(children, TestDeadline.IsAlive);
        Assert.DoesNotContain("error", appHost.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Killed_it_leaves_no_process_after_three_seconds()
    {
        using var appHost = AppHostProcess.Start();
        await appHost.ReadyAsync();
        var children = await appHost.ChildrenAsync();

        appHost.Kill();

        await TestDeadline.UntilAsync(() => !children.Any(TestDeadline.IsAlive), "all children are gone", s_orphanLimit);
    }

    [Fact]
    public async Task A_taken_port_is_said_in_a_sentence_before_anything_starts()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        using var appHost = AppHostProcess.Start($"--api-port={port}");

        Assert.Equal(1, await appHost.ExitCodeAsync());
        await TestDeadline.UntilAsync(() => appHost.Output.Contains("stop that program", StringComparison.Ordinal), "the sentence is there");
        Assert.Contains($"Port {port}, which 'api' is to listen on, is taken by another program", appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("listening on", appHost.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_printed_block_names_the_addresses_that_people_use()
    {
        using var appHost = AppHostProcess.Start();
        await appHost.ReadyAsync();
        await TestDeadline.UntilAsync(() => appHost.Output.Contains("Ctrl+C stops everything.", StringComparison.Ordinal), "the block is complete");
        var block = appHost.Output[appHost.Output.IndexOf("Everything is ready", StringComparison.Ordinal)..];
        Assert.Contains("portal     http://localhost:", block, StringComparison.Ordinal);
        Assert.Contains($"dashboard  http://localhost:{appHost.DashboardPort}/login?t=", block, StringComparison.Ordinal);
        Assert.DoesNotContain("\n  api ", block, StringComparison.Ordinal);
    }
}
