using ImageRetrieval.Vision.Decoding;

namespace ImageRetrieval.Vision.Tests;

public sealed class PixelGateTests
{
    [Fact]
    public async Task An_image_that_does_not_fit_waits_for_capacity()
    {
        var gate = new PixelGate(100);
        var first = gate.Enter(60);
        using (gate.Enter(40))
        {
        }
        var entered = new TaskCompletionSource<PixelGate.Entry>();
        var waiting = new Thread(() => entered.SetResult(gate.Enter(60)));
        waiting.Start();
        Assert.True(SpinWait.SpinUntil(() => waiting.ThreadState == ThreadState.WaitSleepJoin, TimeSpan.FromSeconds(30)), "it did not wait");
        Assert.False(entered.Task.IsCompleted);
        first.Dispose();
        (await entered.Task.WaitAsync(TimeSpan.FromSeconds(30))).Dispose();
    }

    [Fact]
    public async Task An_image_larger_than_the_capacity_is_decoded_alone()
    {
        var gate = new PixelGate(100);
        var large = gate.Enter(500);
        var small = Task.Run(() => gate.Enter(1));
        large.Dispose();
        (await small.WaitAsync(TimeSpan.FromSeconds(30))).Dispose();
    }

    [Fact]
    public void The_capacity_is_never_exceeded()
    {
        var gate = new PixelGate(10);
        var inside = 0;
        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i =>
        {
            var pixels = 1 + i % 7;
            using var place = gate.Enter(pixels);
            Assert.InRange(Interlocked.Add(ref inside, pixels), 1, 10);
            Interlocked.Add(ref inside, -pixels);
        });
        Assert.Equal(0, inside);
    }
}
