namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>Splits a range among threads of their own; with one, the caller's does all.</summary>
internal static class Shares
{
    /// <param name="count">The range is 0 to count - 1.</param>
    /// <param name="threads">At least 1.</param>
    /// <param name="work">Gets the first and the end of a share.</param>
    public static void Run(int count, int threads, Action<int, int> work)
    {
        if (threads == 1)
        {
            work(0, count);
            return;
        }

        // A task can be waited for with its exception; LongRunning gives it a thread of its own.
        Task[] shares =
        [
            .. Enumerable.Range(0, threads).Select(i => Task.Factory.StartNew(
                () => work((int)((long)count * i / threads), (int)((long)count * (i + 1) / threads)),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)),
        ];
        Task.WaitAll(shares);
    }
}
