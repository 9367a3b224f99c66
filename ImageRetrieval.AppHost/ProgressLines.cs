using System.Globalization;

namespace ImageRetrieval.AppHost;

/// <summary>The progress lines of an ingest: one when its state changes, and one every few seconds in between.</summary>
internal sealed class ProgressLines(TimeProvider? clock = null)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private string _state = "";
    private string _line = "";
    private long _said;

    /// <returns>Null when there is nothing new to report.</returns>
    internal string? Next(IngestReport report)
    {
        var state = report.Paused ? "paused" : report.State;
        var line = Line(state, report);
        if (line == _line || (state == _state && _clock.GetElapsedTime(_said) < s_pause))
            return null;
        (_state, _line, _said) = (state, line, _clock.GetTimestamp());
        return line;
    }

    private static string Line(string state, IngestReport report) => state switch
    {
        "paused" => $"The ingest is paused: {Counts(report)}.",
        "running" => $"Indexing: {Counts(report)}{Rate(report)}.",
        "publishing" => $"Building the index: {Counts(report)}.",
        "done" => $"The ingest is complete: {Counts(report)}.",
        "failed" => $"The ingest failed: {report.Message}",
        _ => report.Message ?? "Preparing the ingest.",
    };

    private static string Counts(IngestReport report) => Text($"{report.Indexed:N0} of {report.Total:N0} pictures, {report.Failed:N0} failed");

    private static string Rate(IngestReport report) => report.Waiting is { } waiting ? $". {waiting.TrimEnd('.')}"
        : report.EtaSeconds is { } seconds
        ? Text($", {report.ImagesPerSecond:0.0} per second, {TimeSpan.FromSeconds(Math.Ceiling(seconds)):g} left")
        : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
