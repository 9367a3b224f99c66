namespace ImageRetrieval.LocalHosting.Telemetry.Logs;

/// <summary>Which log records are wanted: the newest <paramref name="Maximum"/> after a sequence number.</summary>
internal sealed record LogQuery(
    string? Resource = null, int MinimumSeverity = 0, string? Text = null, UInt128 TraceId = default, long After = 0, int Maximum = 500)
{
    public bool Matches(LogRecord record) =>
        record.Sequence > After
        && record.Severity >= MinimumSeverity
        && (Resource is null || record.Sender.Resource == Resource)
        && (TraceId == 0 || record.TraceId == TraceId)
        && (string.IsNullOrEmpty(Text) || Contains(record, Text));

    private static bool Contains(LogRecord record, string text) =>
        record.Text.Contains(text, StringComparison.OrdinalIgnoreCase)
        || record.Category.Contains(text, StringComparison.OrdinalIgnoreCase)
        || Array.Exists(record.Tags, tag => tag.Value.Contains(text, StringComparison.OrdinalIgnoreCase));
}
