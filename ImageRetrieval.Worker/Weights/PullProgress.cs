using System.Globalization;
using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Worker.Weights;

/// <summary>The progress of one download: every hundredth in a terminal, every tenth in a log.</summary>
internal sealed class PullProgress(CommandOutput output) : IProgress<DownloadProgress>
{
    private const double Megabyte = 1_000_000;
    private const double StepWhereSizeIsUnknown = 10 * Megabyte;
    private long _said = -1;

    public void Report(DownloadProgress value)
    {
        var steps = output.IsTerminal ? 100.0 : 10.0;
        var now = value.Total is { } bytes and > 0 ? (long)(steps * value.Received / bytes) : (long)(value.Received / StepWhereSizeIsUnknown);
        if (now == _said)
            return;

        _said = now;
        output.Progress(value.Total is { } total and > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{value.Model}: {value.Received / Megabyte:0.0} of {total / Megabyte:0.0} MB ({100.0 * value.Received / total:0} %)")
            : string.Create(CultureInfo.InvariantCulture, $"{value.Model}: {value.Received / Megabyte:0.0} MB"));
    }
}
