using System.Globalization;
using System.Text.Json;
using ImageRetrieval.Worker.Ingest;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Status;

/// <summary>
/// Says every second how far the run is: in <c>&lt;data&gt;/status.json</c> for the Api, and on the console, as one line that
/// is written over on a terminal and as plain lines now and then elsewhere.
/// </summary>
internal sealed class StatusReporter(StatusBoard status, IOptions<DataOptions> data, TimeProvider clock, ILogger<StatusReporter> logger) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_plainLinePeriod = TimeSpan.FromSeconds(5);
    private const int BarCells = 20;
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private readonly bool _terminal = !Console.IsOutputRedirected;
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
            Say(Line(now));
        else if (_lineOpen)
            CloseLine();
    }

    private void WriteFile(IngestStatus now)
    {
        var path = Path.Combine(data.Value.FullPath, "status.json");
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

    private void Say(string line)
    {
        if (_terminal)
        {
            Console.Write($"\r\u001b[2K{line}");
            _lineOpen = true;
        }
        else if (_lastLine == 0 || clock.GetElapsedTime(_lastLine) >= s_plainLinePeriod)
        {
            _lastLine = clock.GetTimestamp();
            Log.Progress(logger, line);
        }
    }

    private void CloseLine()
    {
        Console.WriteLine();
        _lineOpen = false;
    }

    private static string Bar(double percent)
    {
        var full = (int)(percent / 100 * BarCells);
        return new string('█', full) + new string('░', BarCells - full);
    }

    private static string Line(IngestStatus now)
    {
        var done = now.Indexed + now.Failed;
        var percent = now.Total == 0 ? 0 : 100.0 * done / now.Total;
        var eta = now.EtaSeconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $", about {TimeSpan.FromSeconds(Math.Ceiling(seconds)):h\\:mm\\:ss} left") : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{now.List}: {Bar(percent)} {percent:0} % of {now.Total} rows, {now.Downloaded} downloaded, {now.Indexed} embedded, {now.Failed} failed, {now.ImagesPerSecond:0.0}/s{(now.Paused ? ", paused" : eta)}");
    }
}
