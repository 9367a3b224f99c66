using System.Buffers;
using ImageRetrieval.Vision.Batching;
using Microsoft.Extensions.Time.Testing;

namespace ImageRetrieval.Vision.Tests;

/// <summary>When batches start, and what their callers get, with a run that the test holds in its hand.</summary>
public sealed class BatchQueueTests : IDisposable
{
    private const int MaxBatch = 4;
    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _clock = new();
    private readonly List<int> _sizes = [];
    private readonly SemaphoreSlim _started = new(0);
    private readonly ManualResetEventSlim _mayEnd = new(initialState: true);
    private readonly BatchQueue _queue;
    private Exception? _failure;

    public BatchQueueTests() => _queue = new BatchQueue("tiny", new BatchSettings(MaxBatch, s_wait) { Clock = _clock }, Run);

    public void Dispose()
    {
        _mayEnd.Set();
        _queue.Dispose();
        _started.Dispose();
    }

    [Fact]
    public async Task A_full_batch_starts_at_once()
    {
        var calls = Start(1, 2, 3, 4);
        await AssertResults(calls, -1, -2, -3, -4);
        Assert.Equal([4], _sizes);
    }

    [Fact]
    public async Task One_that_is_not_full_starts_when_its_oldest_has_waited_long_enough()
    {
        var first = Start(1, 2);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        var second = Start(3); // joins the first two: they were still waiting
        Assert.Equal(3, _queue.Length);

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await AssertResults([.. first, .. second], -1, -2, -3);
        Assert.Equal([3], _sizes);
    }

    [Fact]
    public async Task Calls_during_a_run_go_into_the_next_and_never_more_than_fit()
    {
        _mayEnd.Reset();
        var first = Start(1, 2, 3, 4);
        Assert.True(await _started.WaitAsync(s_limit));
        var later = Start(5, 6, 7, 8, 9, 10);
        _clock.Advance(s_wait);
        _mayEnd.Set();

        await AssertResults([.. first, .. later], -1, -2, -3, -4, -5, -6, -7, -8, -9, -10);
        Assert.Equal([4, 4, 2], _sizes);
    }

    [Fact]
    public async Task A_cancelled_call_leaves_the_queue_and_the_others_do_not_notice()
    {
        using var cancel = new CancellationTokenSource();
        var cancelled = StartWith(cancel.Token, 1);
        var others = Start(2, 3);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled[0]);
        Assert.Equal(2, _queue.Length);

        _clock.Advance(s_wait);
        await AssertResults(others, -2, -3);
        Assert.Equal([2], _sizes);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_during_its_run_returns_before_the_run_ends()
    {
        _mayEnd.Reset();
        using var cancel = new CancellationTokenSource();
        var cancelled = StartWith(cancel.Token, 1);
        var others = Start(2, 3, 4);
        Assert.True(await _started.WaitAsync(s_limit));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled[0].WaitAsync(s_limit));
        Assert.All(others, other => Assert.False(other.IsCompleted));

        _mayEnd.Set();
        await AssertResults(others, -2, -3, -4);
        Assert.Equal([4], _sizes);
    }

    [Fact]
    public async Task An_error_reaches_every_caller_of_its_batch_and_the_next_batch_runs()
    {
        _failure = new InvalidOperationException("the device is gone");
        foreach (var call in Start(1, 2, 3, 4))
            Assert.Equal("the device is gone", (await Assert.ThrowsAsync<InvalidOperationException>(() => call.WaitAsync(s_limit))).Message);

        _failure = null;
        await AssertResults(Start(5, 6, 7, 8), -5, -6, -7, -8);
    }

    [Fact]
    public async Task Disposing_fails_what_waits_and_lets_the_run_end()
    {
        _mayEnd.Reset();
        var running = Start(1, 2, 3, 4);
        Assert.True(await _started.WaitAsync(s_limit));
        var waiting = Start(5, 6);
        _queue.Dispose();

        foreach (var call in waiting)
            Assert.Contains("'tiny' was disposed", (await Assert.ThrowsAsync<ObjectDisposedException>(() => call.WaitAsync(s_limit))).Message, StringComparison.Ordinal);
        _mayEnd.Set();
        await AssertResults(running, -1, -2, -3, -4);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => StartOne(7, CancellationToken.None).WaitAsync(s_limit));
    }

    private static async Task AssertResults(IEnumerable<Task<float>> calls, params float[] expected) =>
        Assert.Equal(expected, await Task.WhenAll(calls).WaitAsync(s_limit));

    private List<Task<float>> Start(params float[] values) => StartWith(CancellationToken.None, values);

    // One after the other, each when the one before it is in the queue, so that their order is known.
    private List<Task<float>> StartWith(CancellationToken token, params float[] values) => [.. values.Select(value => StartQueued(value, token))];

    private Task<float> StartQueued(float value, CancellationToken token)
    {
        var added = _queue.Added;
        var call = StartOne(value, token);
        Assert.True(SpinWait.SpinUntil(() => _queue.Added > added, s_limit), "the call did not reach the queue");
        return call;
    }

    private Task<float> StartOne(float value, CancellationToken token) => Task.Factory.StartNew(
        () =>
        {
            var pixels = ArrayPool<float>.Shared.Rent(1);
            pixels[0] = value;
            var result = new float[1];
            _queue.Run(pixels, result, token);
            return result[0];
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run(IReadOnlyList<BatchCall> calls)
    {
        _sizes.Add(calls.Count);
        _started.Release();
        Assert.True(_mayEnd.Wait(s_limit));
        if (_failure is not null)
            throw _failure;
        foreach (var call in calls)
            call.Complete([-call.Pixels[0]]);
    }
}
