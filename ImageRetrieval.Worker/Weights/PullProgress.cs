using ImageRetrieval.Vision.Models;
using Spectre.Console;

namespace ImageRetrieval.Worker.Weights;

/// <summary>The progress of one download. Nothing is shown for weights that are there already.</summary>
internal sealed class PullProgress(ProgressContext shown) : IProgress<DownloadProgress>
{
    private ProgressTask? _task;

    public void Report(DownloadProgress value)
    {
        _task ??= shown.AddTask(Markup.Escape(value.Model));
        var before = (int)_task.Percentage;
        _task.IsIndeterminate = value.Total is null;
        _task.MaxValue = value.Total ?? value.Received;
        _task.Value = value.Received;
        // A log gets a line at each quarter, however fast the download is.
        if ((int)_task.Percentage != before)
            shown.Refresh();
    }
}
