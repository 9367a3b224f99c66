using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.Vision.Tests;

public sealed class RunGateTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_caller_without_a_slot_waits_is_counted_and_enters_when_one_leaves()
    {
        var gate = new RunGate(1);
        var first = gate.Enter(CancellationToken.None);
        var second = Enter(gate, CancellationToken.None);
        Assert.True(SpinWait.SpinUntil(() => gate.Waiting == 1, s_limit));
        Assert.False(second.IsCompleted);

        first.Dispose();
        (await second.WaitAsync(s_limit)).Dispose();
        Assert.Equal(0, gate.Waiting);
    }

    [Fact]
    public async Task A_cancelled_caller_leaves_and_takes_no_place()
    {
        var gate = new RunGate(1);
        using var cancel = new CancellationTokenSource();
        var first = gate.Enter(CancellationToken.None);
        var second = Enter(gate, cancel.Token);
        Assert.True(SpinWait.SpinUntil(() => gate.Waiting == 1, s_limit));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.WaitAsync(s_limit));
        Assert.Equal(0, gate.Waiting);

        first.Dispose();
        (await Enter(gate, CancellationToken.None).WaitAsync(s_limit)).Dispose();
    }

    [Fact]
    public void There_are_never_more_callers_inside_than_slots()
    {
        var gate = new RunGate(3);
        var inside = 0;
        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, _ =>
        {
            using var place = gate.Enter(CancellationToken.None);
            Assert.InRange(Interlocked.Increment(ref inside), 1, 3);
            Interlocked.Decrement(ref inside);
        });
        Assert.Equal(0, inside);
    }

    private static Task<RunGate.Place> Enter(RunGate gate, CancellationToken token) =>
        Task.Factory.StartNew(() => gate.Enter(token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
