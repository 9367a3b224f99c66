using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ImageRetrieval.Api;

/// <summary>The Api's spans and metrics.</summary>
internal static class ApiTelemetry
{
    private const string Name = "ImageRetrieval.Api";

    private static readonly Meter s_meter = new(Name);

    internal static ActivitySource Source { get; } = new(Name);

    internal static Histogram<double> IndexSeconds { get; } = s_meter.CreateHistogram<double>("search.index.duration", "s", "Search in the index.");
    internal static Counter<long> Swaps { get; } = s_meter.CreateCounter<long>("index.swaps", "{snapshot}", "Snapshots made current.");
    internal static Counter<long> Refusals { get; } = s_meter.CreateCounter<long>("index.refusals", "{snapshot}", "Snapshots that were refused.");
}
