using System.Globalization;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Worker.Status;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>Reports every tenth of a download of weights, in the log and in the status.</summary>
internal sealed class WeightsProgress(StatusBoard status, ILogger logger) : IProgress<DownloadProgress>
{
    private const long Megabyte = 1_000_000;
    private long _said = -1;

    public void Report(DownloadProgress value)
    {
        var step = Math.Max(Megabyte, (value.Total ?? 100 * Megabyte) / 10);
        if (value.Received / step == _said)
            return;

        _said = value.Received / step;
        var total = value.Total is { } bytes ? (bytes / Megabyte).ToString(CultureInfo.InvariantCulture) : "?";
        status.SetModel(value.Model, $"Downloading its weights: {value.Received / Megabyte} of {total} MB.");
        status.SetState("loading", $"Downloading the weights of model '{value.Model}': {value.Received / Megabyte} of {total} MB.");
        Log.Weights(logger, value.Model, value.Received / Megabyte, total);
    }
}
