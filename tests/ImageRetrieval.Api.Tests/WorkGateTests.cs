using ImageRetrieval.Api.Safety;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace ImageRetrieval.Api.Tests;

/// <summary>One gate for all work that takes a core.</summary>
public sealed class WorkGateTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task When_too_many_wait_the_next_is_sent_away_and_the_waiting_are_served()
    {
        var gate = Gate(maxWaiting: 1);
        Assert.True(gate.IsIdle);
        var working = await EnterAsync(gate, WorkWeight.Light, WorkGate.Places);
        var waiting = gate.EnterAsync(WorkWeight.Light, default).AsTask();
        Assert.False(waiting.IsCompleted);

        var refused = await Assert.ThrowsAsync<RefusalException>(() => gate.EnterAsync(WorkWeight.Light, default).AsTask());
        Assert.Equal((503, 1), (refused.Status, refused.RetryAfterSeconds));

        working.ForEach(place => place.Dispose());
        (await waiting.WaitAsync(s_limit)).Dispose();
        Assert.True(gate.IsIdle);
    }

    [Fact]
    public async Task Heavy_work_leaves_places_to_light_work_while_there_is_any()
    {
        var gate = Gate();
        (await gate.EnterAsync(WorkWeight.Light, default)).Dispose();
        var heavy = await EnterAsync(gate, WorkWeight.Heavy, WorkGate.Places / 2);
        var more = gate.EnterAsync(WorkWeight.Heavy, default).AsTask();
        Assert.False(more.IsCompleted);

        // Light work passes heavy work that waits for its share.
        using (await gate.EnterAsync(WorkWeight.Light, default).AsTask().WaitAsync(s_limit))
            Assert.False(more.IsCompleted);
        heavy[0].Dispose();
        (await more.WaitAsync(s_limit)).Dispose();
    }

    [Fact]
    public async Task Alone_heavy_work_has_all_places()
    {
        var gate = Gate();
        (await gate.EnterAsync(WorkWeight.Light, default)).Dispose();
        _clock.Advance(TimeSpan.FromSeconds(2));
        var heavy = await EnterAsync(gate, WorkWeight.Heavy, WorkGate.Places);
        Assert.False(gate.EnterAsync(WorkWeight.Light, default).AsTask().IsCompleted);
        heavy.ForEach(place => place.Dispose());
    }

    [Fact]
    public async Task Work_is_served_in_order_so_that_heavy_work_is_not_starved()
    {
        var gate = Gate();
        var working = await EnterAsync(gate, WorkWeight.Light, WorkGate.Places);
        var heavy = gate.EnterAsync(WorkWeight.Heavy, default).AsTask();
        var light = gate.EnterAsync(WorkWeight.Light, default).AsTask();
        working[0].Dispose();
        await heavy.WaitAsync(s_limit);
        Assert.False(light.IsCompleted);
        working[1].Dispose();
        await light.WaitAsync(s_limit);
    }

    [Fact]
    public async Task A_cancelled_waiter_occupies_no_slot()
    {
        var gate = Gate(maxWaiting: 1);
        var working = await EnterAsync(gate, WorkWeight.Light, WorkGate.Places);
        using var stop = new CancellationTokenSource();
        var waiting = gate.EnterAsync(WorkWeight.Light, stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(s_limit));
        var next = gate.EnterAsync(WorkWeight.Light, default).AsTask();
        working.ForEach(place => place.Dispose());
        (await next.WaitAsync(s_limit)).Dispose();
        Assert.True(gate.IsIdle);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gate.EnterAsync(WorkWeight.Light, stop.Token).AsTask());
    }

    [Fact]
    public async Task Work_that_fails_gives_its_place_back()
    {
        var gate = Gate();
        foreach (var weight in (int[])[WorkWeight.Light, WorkWeight.Heavy])
            await Assert.ThrowsAsync<InvalidDataException>(() => gate.RunAsync<int>(weight, _ => throw new InvalidDataException(), default));
        Assert.True(gate.IsIdle);
    }

    [Fact]
    public async Task Work_that_waits_on_its_way_runs_where_work_that_does_not_would()
    {
        var gate = Gate();
        foreach (var (weight, isOwnThread) in ((int, bool)[])[(WorkWeight.Light, false), (WorkWeight.Heavy, true)])
        {
            var here = Environment.CurrentManagedThreadId;
            var (before, after) = await gate.RunTaskAsync(weight, async token =>
            {
                var thread = Environment.CurrentManagedThreadId;
                await Task.Yield();
                return (thread, gate.IsIdle);
            }, default);
            Assert.Equal((isOwnThread, false), (before != here, after));
            await Assert.ThrowsAsync<InvalidDataException>(() => gate.RunTaskAsync<int>(weight, _ => throw new InvalidDataException(), default));
            await Assert.ThrowsAsync<InvalidDataException>(() => gate.RunTaskAsync<int>(weight, _ => ValueTask.FromException<int>(new InvalidDataException()), default));
        }
        Assert.True(gate.IsIdle);
    }

    private WorkGate Gate(int maxWaiting = 16) => new(Options.Create(new SafetyOptions { MaxWaiting = maxWaiting }), _clock);

    private static async Task<List<IDisposable>> EnterAsync(WorkGate gate, int weight, int count)
    {
        var places = new List<IDisposable>();
        for (var i = 0; i < count; i++)
            places.Add(await gate.EnterAsync(weight, default).AsTask().WaitAsync(s_limit));
        return places;
    }
}
