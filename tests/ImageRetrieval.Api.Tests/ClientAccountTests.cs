using System.Threading.RateLimiting;
using ImageRetrieval.Api.Safety;
using Microsoft.Extensions.Time.Testing;

namespace ImageRetrieval.Api.Tests;

/// <summary>The rate of one client, with requests that cost more than one.</summary>
public sealed class ClientAccountTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_burst_is_let_through_and_then_so_many_a_second()
    {
        using var account = new ClientAccount(perSecond: 10, burst: 20, _clock);
        Assert.Equal(20, Taken(account));
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(5, Taken(account));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(20, Taken(account));
    }

    [Fact]
    public void A_costly_request_leaves_a_debt_that_later_ones_wait_for()
    {
        using var account = new ClientAccount(perSecond: 10, burst: 20, _clock);
        Assert.True(account.AttemptAcquire().IsAcquired);
        Assert.True(account.AttemptAcquire(59).IsAcquired);

        // 40 too many: 4.1 s until one has its place.
        var refused = account.AttemptAcquire();
        Assert.False(refused.IsAcquired);
        Assert.True(refused.TryGetMetadata(MetadataName.RetryAfter, out var wait));
        Assert.Equal(4.1, wait.TotalSeconds, 3);
        Assert.False(account.AttemptAcquire(2).IsAcquired);
        _clock.Advance(TimeSpan.FromSeconds(4.05));
        Assert.False(account.AttemptAcquire().IsAcquired);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(account.AttemptAcquire().IsAcquired);
    }

    [Fact]
    public void An_account_in_debt_is_never_idle_so_it_is_not_forgotten()
    {
        using var account = new ClientAccount(perSecond: 1, burst: 2, _clock);
        account.AttemptAcquire(100);
        _clock.Advance(TimeSpan.FromSeconds(99));
        Assert.Null(account.IdleDuration);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.NotNull(account.IdleDuration);
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(30, account.IdleDuration!.Value.TotalSeconds, 3);
    }

    private static int Taken(ClientAccount account)
    {
        var taken = 0;
        while (account.AttemptAcquire().IsAcquired)
            taken++;
        return taken;
    }
}
