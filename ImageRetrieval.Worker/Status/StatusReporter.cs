using System.Text.Json;
using ImageRetrieval.Worker.Ingest;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Status;

/// <summary>
/// Says every second how far the run is: in <c>&lt;data&gt;/status.json</c> for the Api, and on the console, as one line that
/// is written over on a terminal and as plain lines now and then elsewhere.
/// </summary>
internal sealed class StatusReporter(StatusBoard status, IOptions<DataOptions> data, DataFolderWatch folder, TimeProvider clock, ILogger<StatusReporter> logger, ProgressLine? terminal = null) : BackgroundService
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
                Report();
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            Report();
        }
    }

    private void Report()
    {
        var now = status.Read();
        WriteFile(now);
        if (now.State is "running" or "publishing")
            Say(now);
        else if (_lineOpen)
            CloseLine();
    }

    private void WriteFile(IngestStatus now)
    {
        var path = Path.Combine(data.Value.FullPath, "status.json");
        // Another folder may stand there by now: what this Worker did is not its progress.
        if (folder.Look())
            return;
        try
        {
            File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(now, s_json));
            File.Move(path + ".new", path, overwrite: true);
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

    private void Say(IngestStatus now)
    {
        if (terminal is not null)
        {
            // One column less than there are: in the last one some terminals begin another row.
            terminal.Show(ProgressText.Of(now, Console.WindowWidth - 1));
            _lineOpen = true;
        }
        else if (_lastLine == 0 || clock.GetElapsedTime(_lastLine) >= s_plainLinePeriod)
        {
            _lastLine = clock.GetTimestamp();
            Log.Progress(logger, ProgressText.Of(now, PlainLineColumns));
        }
    }

    // What is said of the end stands in the log.
    private void CloseLine()
    {
        terminal?.Show("");
        _lineOpen = false;
    }
}
