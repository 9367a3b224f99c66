using ImageRetrieval.LocalHosting.Telemetry;
using ImageRetrieval.LocalHosting.Telemetry.Logs;

namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>A log record as <c>/api/logs</c> lists it; the time in milliseconds since 1970.</summary>
internal sealed record LogView(
    long Sequence, double Time, string Level, string Resource, string Instance, string Category, string Text, string? Trace, string? Span, IReadOnlyList<Tag> Tags)
{
    private static readonly string[] s_levels = ["Trace", "Debug", "Information", "Warning", "Error", "Critical"];

    public static LogView Of(LogRecord record) => new(
        record.Sequence, TelemetryText.Milliseconds(record.Time), LevelOf(record.Severity),
        record.Sender.Resource, record.Sender.Instance, record.Category, record.Text,
        record.TraceId == 0 ? null : TelemetryText.TraceId(record.TraceId),
        record.SpanId == 0 ? null : TelemetryText.SpanId(record.SpanId),
        record.Tags);

    /// <summary>The least severity of a level's name; 0 for none.</summary>
    public static int SeverityOf(string? level) => (Array.FindIndex(s_levels, name => string.Equals(name, level, StringComparison.OrdinalIgnoreCase)) * 4) + 1 is var severity and > 0 ? severity : 0;

    // Four severities make a level; 0 is "not said".
    private static string LevelOf(int severity) => severity < 1 ? "Information" : s_levels[Math.Min((severity - 1) / 4, s_levels.Length - 1)];
}
