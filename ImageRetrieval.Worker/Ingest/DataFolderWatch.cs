using ImageRetrieval.Collection;
using ImageRetrieval.Worker.Status;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>
/// Stops the program when the data folder is no longer where it was: files that the program has open would have no name,
/// and everything else would start again in another folder, in which a second Worker could start as well.
/// </summary>
internal sealed class DataFolderWatch(ICollectionHold hold, IOptions<DataOptions> data, StatusBoard status, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<DataFolderWatch> logger) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    private int _gone;

    /// <summary>Whether the folder was found gone: then nothing more may be written under its path.</summary>
    internal bool IsGone => Volatile.Read(ref _gone) == 1;

    /// <summary>Checks now; when the folder is gone, logs that once and asks the program to end with exit code 1.</summary>
    internal bool Check()
    {
        if (!IsGone && hold.IsStillThere())
            return false;
        if (Interlocked.Exchange(ref _gone, 1) == 0)
        {
            Log.DataFolderGone(logger, data.Value.FullPath);
            status.SetState("failed", $"The data folder '{data.Value.FullPath}' was moved, removed or replaced while the Worker was running.");
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_period, clock);
        try
        {
            while (!Check())
                await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }
}
