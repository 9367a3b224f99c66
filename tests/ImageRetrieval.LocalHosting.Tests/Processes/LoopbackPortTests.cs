using ImageRetrieval.LocalHosting.Processes;

namespace ImageRetrieval.LocalHosting.Tests.Processes;

public sealed class LoopbackPortTests
{
    [Fact]
    public void No_port_is_given_twice_and_none_that_an_outgoing_connection_could_get()
    {
        int[] ports = [.. Enumerable.Range(0, 100).AsParallel().Select(_ => LoopbackPort.FindFree())];
        Assert.Equal(100, ports.Distinct().Count());
        Assert.All(ports, port => Assert.InRange(port, 20_000, 29_999));
    }
}
