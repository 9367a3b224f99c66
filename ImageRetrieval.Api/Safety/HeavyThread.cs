using System.Runtime.InteropServices;

namespace ImageRetrieval.Api.Safety;

/// <summary>
/// Runs heavy work on a thread of its own that gives way to others: a short request that arrives meanwhile does not wait for the
/// end of a time slice.
/// </summary>
internal static partial class HeavyThread
{
    private const int OfThread = 0; // PRIO_PROCESS; on Linux 0 is the calling thread
    private const int Niceness = 19;

    /// <summary>Starts work; the thread ends with it, and so does its low priority.</summary>
    internal static Task<T> Run<T>(Func<T> work, CancellationToken token) => Task.Factory.StartNew(
        () =>
        {
            GiveWay();
            return work();
        },
        token,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    // Where it fails, everything works as before, only less evenly. Thread.Priority has no effect on Linux.
    private static void GiveWay()
    {
        if (OperatingSystem.IsLinux())
            _ = SetPriority(OfThread, 0, Niceness);
        else
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int which, int who, int priority);
}
