using System.Globalization;

namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>Ids and times as the pages read them.</summary>
internal static class TelemetryText
{
    public static string TraceId(UInt128 id) => id.ToString("x32", CultureInfo.InvariantCulture);

    public static string SpanId(ulong id) => id.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Milliseconds, with their fraction, of nanoseconds.</summary>
    public static double Milliseconds(ulong nanoseconds) => nanoseconds / 1e6;
}
