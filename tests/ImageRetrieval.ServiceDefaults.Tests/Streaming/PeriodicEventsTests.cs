using ImageRetrieval.ServiceDefaults.Streaming;
using Microsoft.Extensions.Hosting;

namespace ImageRetrieval.ServiceDefaults.Tests.Streaming;

public sealed class PeriodicEventsTests
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(5);

    [Fact]
    public async Task Every_value_is_sent_periodically_the_first_one_immediately()
    {
        using var lifetime = new Lifetime();
        var count = 0;
        var values = await PeriodicEvents.ReadAsync(_ => ValueTask.FromResult($"{count++}"), s_period, TimeProvider.System, lifetime).Take(3).ToListAsync();
        Assert.Equal(["0", "1", "2"], values);
    }

    [Fact]
    public async Task An_unchanged_value_is_not_sent_again()
    {
        using var lifetime = new Lifetime();
        var count = 0;
        var values = await PeriodicEvents.ReadAsync(_ => ValueTask.FromResult($"{count++ / 3}"), s_period, TimeProvider.System, lifetime, string.Equals).Take(3).ToListAsync();
        Assert.Equal(["0", "1", "2"], values);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_stream_ends_without_an_error_when_the_service_stops_or_the_client_leaves(bool serviceStops)
    {
        using var lifetime = new Lifetime();
        using var client = new CancellationTokenSource();
        var received = 0;
        await foreach (var value in PeriodicEvents.ReadAsync(_ => ValueTask.FromResult("same"), TimeSpan.FromDays(1), TimeProvider.System, lifetime, token: client.Token))
        {
            Assert.Equal("same", value);
            received++;
            if (serviceStops)
                lifetime.StopApplication();
            else
                await client.CancelAsync();
        }
        Assert.Equal(1, received);
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
