using System.Diagnostics;

namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>What a piece of work took.</summary>
/// <param name="CpuSeconds">User and system time of the whole process: a neighbour on the machine does not count.</param>
/// <param name="WallSeconds">Time that passed: what several threads are for.</param>
internal readonly record struct Cost(double CpuSeconds, double WallSeconds)
{
    public static Cost Of(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        double cpu = Cpu.Seconds(action);
        return new Cost(cpu, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
