namespace ImageRetrieval.VisionBenchmark;

/// <summary>What the process holds.</summary>
internal readonly record struct Memory(double ResidentMiB, double ManagedMiB)
{
    private const double MiB = 1024 * 1024;

    /// <summary>After garbage was collected.</summary>
    internal static Memory Now()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return new(Environment.WorkingSet / MiB, GC.GetTotalMemory(forceFullCollection: false) / MiB);
    }
}
