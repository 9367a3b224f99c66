namespace ImageRetrieval.LocalHosting.Tests;

/// <summary>Bounded waiting for what happens outside this process.</summary>
internal static class TestDeadline
{
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(30);

    public static CancellationToken Token => new CancellationTokenSource(Default).Token;

    public static async Task UntilAsync(Func<bool> condition, string what, TimeSpan? within = null)
    {
        using var deadline = new CancellationTokenSource(within ?? Default);
        while (!condition())
        {
            if (deadline.IsCancellationRequested)
                Assert.Fail($"{what}: not within {(within ?? Default).TotalSeconds} s.");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    public static bool IsAlive(int processId)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
