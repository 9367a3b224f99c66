using System.Diagnostics;
using OpenTelemetry;

namespace ImageRetrieval.ServiceDefaults.Telemetry;

/// <summary>Drops the spans of the exporter's own posts, which would otherwise be exported by further posts.</summary>
internal sealed class ExporterSpanFilter(string exporterEndpoint) : BaseProcessor<Activity>
{
    private readonly string _prefix = exporterEndpoint.TrimEnd('/') + "/";

    public override void OnEnd(Activity data)
    {
        if (data.Source.Name == "System.Net.Http"
            && data.GetTagItem("url.full") is string url
            && url.StartsWith(_prefix, StringComparison.OrdinalIgnoreCase))
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
