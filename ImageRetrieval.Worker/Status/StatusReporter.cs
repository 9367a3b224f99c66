using System.Text.Json;
using ImageRetrieval.Collection.Progress;
using ImageRetrieval.Worker.Ingest;

namespace ImageRetrieval.Worker.Status;

/// <summary>
/// Reports the progress of the run every second: for the Api through the collection, and on the console, as one line that is
/// overwritten on a terminal and as occasional plain lines elsewhere.
/// </summary>
internal sealed class StatusReporter(StatusBoard status, IProgressWriter progress, DataFolderWatch folder, TimeProvider clock, ILogger<StatusReporter> logger, ProgressLine? terminal = null) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_plainLinePeriod = TimeSpan.FromSeconds(5);
    private const int PlainLineColumns = 160;
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private long _lastLine;
    private bool _lineOpen;
    private bool _writes = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_period, clock);
        try
        {
            do
                await ReportAsync();
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            await ReportAsync();
        }
    }

    private async Task ReportAsync()
    {
        var now = status.Read();
        await WriteAsync(now);
        if (now.State is "running" or "publishing")
            Write(now);
        else if (_lineOpen)
            CloseLine();
    }

    // Not cancelled: the end of a run is written while the program ends.
    private async Task WriteAsync(IngestStatus now)
    {
        // Another folder may be there by now, and this is not its progress.
        if (folder.Check())
            return;
        try
        {
            await progress.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(now, s_json), CancellationToken.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A full disk stops the run with its own message; the progress report must not stop the program.
            if (_writes)
                Log.StatusNotWritten(logger, error.Message);
            _writes = false;
            return;
        }
        _writes = true;
    }

    private void Write(IngestStatus now)
    {
        if (terminal is not null)
        {
            // One column less than there are: some terminals start a new row in the last one.
            terminal.Show(ProgressText.Of(now, Console.WindowWidth - 1));
            _lineOpen = true;
        }
        else if (_lastLine == 0 || clock.GetElapsedTime(_lastLine) >= s_plainLinePeriod)
        {
            _lastLine = clock.GetTimestamp();
            Log.Progress(logger, ProgressText.Of(now, PlainLineColumns));
        }
    }

    // The end is in the log.
    private void CloseLine()
    {
        terminal?.Show("");
        _lineOpen = false;
    }
}
