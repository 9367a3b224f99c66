namespace ImageRetrieval.LocalHosting.Telemetry;

/// <summary>Configuration section <c>Dashboard:Telemetry</c>: how much of what the resources report is kept.</summary>
internal sealed class TelemetryOptions
{
    /// <summary>Spans of all traces together; the oldest traces go first.</summary>
    public int MaximumSpans { get; init; } = 20_000;

    /// <summary>Spans of one trace; further ones are counted, not kept.</summary>
    public int MaximumSpansPerTrace { get; init; } = 2_000;

    public int MaximumLogs { get; init; } = 10_000;

    /// <summary>Combinations of a metric with its dimensions and its process.</summary>
    public int MaximumSeries { get; init; } = 2_000;

    /// <summary>Where received bodies are written, so that they are there after a restart; null: nowhere.</summary>
    public string? Folder { get; init; }

    /// <summary>Bytes of one file of the folder; there are two a signal, so six in all.</summary>
    public int MaximumFileBytes { get; init; } = 8 * 1024 * 1024;

    public void Check(string section)
    {
        OptionRange.Check($"{section}:{nameof(MaximumSpans)}", MaximumSpans, 100, 1_000_000);
        OptionRange.Check($"{section}:{nameof(MaximumSpansPerTrace)}", MaximumSpansPerTrace, 10, MaximumSpans);
        OptionRange.Check($"{section}:{nameof(MaximumLogs)}", MaximumLogs, 100, 1_000_000);
        OptionRange.Check($"{section}:{nameof(MaximumSeries)}", MaximumSeries, 10, 100_000);
        OptionRange.Check($"{section}:{nameof(MaximumFileBytes)}", MaximumFileBytes, 64 * 1024, 1024 * 1024 * 1024);
    }
}
