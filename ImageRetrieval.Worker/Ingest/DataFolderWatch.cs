using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Status;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>
/// Stops the program when the data folder is no longer where it was: what the program holds open would go on living without
/// a name, and everything else would begin again in another folder, beside which a second Worker could start.
/// </summary>
internal sealed class DataFolderWatch(DataFolder folder, ImageCatalog catalog, StatusBoard status, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<DataFolderWatch> logger) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    private int _gone;

    internal string CatalogPath => Path.Combine(folder.Path, "catalog.db");

    /// <summary>Whether the folder was found gone: then nothing more may be written under its path.</summary>
    internal bool IsGone => Volatile.Read(ref _gone) == 1;

    /// <summary>Looks now; when the folder is gone, says so once and asks the program to end with exit code 1.</summary>
    internal bool Look()
    {
        if (!IsGone && folder.IsHeld && !catalog.HasMoved)
            return false;
        if (Interlocked.Exchange(ref _gone, 1) == 0)
        {
            Log.DataFolderGone(logger, folder.Path);
            status.SetState("failed", $"The data folder '{folder.Path}' was moved, removed or replaced while the Worker ran.");
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
            while (!Look())
                await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }
}
