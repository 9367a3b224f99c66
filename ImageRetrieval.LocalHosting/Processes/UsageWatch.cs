using System.Diagnostics;
using ImageRetrieval.LocalHosting.Lifecycle;

namespace ImageRetrieval.LocalHosting.Processes;

/// <summary>Looks every two seconds at the processor time and memory of each running process.</summary>
internal sealed class UsageWatch(ResourceNotificationService states, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<int, (TimeSpan Processor, long Timestamp)> _before = [];
    private Task _watching = Task.CompletedTask;

    public ChangeSignal Changed { get; } = new();

    /// <summary>A new list whenever it was looked; the resources that run, in the order of the model.</summary>
    public IReadOnlyList<ProcessUsage> Current { get; private set; } = [];

    public void Start() => _watching = Task.Run(WatchAsync);

    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
    }

    public void Dispose() => _stop.Dispose();

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(s_pause, time);
        do
        {
            Current = [.. states.All.Where(state => state.ProcessId is not null).Select(state => Measure(state.Name, state.ProcessId!.Value)).OfType<ProcessUsage>()];
            Changed.Pulse();
        }
        while (await NextAsync(timer).ConfigureAwait(false));
    }

    private async Task<bool> NextAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private ProcessUsage? Measure(string name, int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            var now = (Processor: process.TotalProcessorTime, Timestamp: time.GetTimestamp());
            double? cpu = _before.TryGetValue(processId, out var before)
                ? (now.Processor - before.Processor) / time.GetElapsedTime(before.Timestamp, now.Timestamp)
                : null;
            _before[processId] = now;
            return new ProcessUsage(name, cpu, process.WorkingSet64);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has just ended.
            _before.Remove(processId);
            return null;
        }
    }
}
