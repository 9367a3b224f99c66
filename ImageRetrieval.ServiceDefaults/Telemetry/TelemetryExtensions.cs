using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ImageRetrieval.ServiceDefaults.Telemetry;

/// <summary>
/// Traces, metrics and logs over OTLP, configured by the standard OTEL_* variables; nothing is set up when
/// OTEL_EXPORTER_OTLP_ENDPOINT is empty.
/// </summary>
internal static class TelemetryExtensions
{
    private const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The services' own sources and meters.</summary>
    private const string Own = "ImageRetrieval.*";

    /// <summary>The SDK's default bounds are for milliseconds: all our values would fall into the first bucket, below 5 s.</summary>
    private static readonly ExplicitBucketHistogramConfiguration s_seconds = new()
    {
        Boundaries = [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300],
    };

    /// <summary>Bounds for shares of a whole, with most buckets near 1.</summary>
    private static readonly ExplicitBucketHistogramConfiguration s_shares = new() { Boundaries = [0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1] };

    internal static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration[EndpointKey]))
            return;

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter(Own)
                .AddView(OwnView))
            .WithTracing(tracing => tracing
                .AddSource(Own)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation())
            .UseOtlpExporter();
    }

    private static MetricStreamConfiguration? OwnView(Instrument instrument)
    {
        if (instrument.GetType() != typeof(Histogram<double>) || !instrument.Meter.Name.StartsWith("ImageRetrieval.", StringComparison.Ordinal))
            return null;
        return instrument.Unit switch
        {
            "s" => s_seconds,
            "1" => s_shares,
            _ => null,
        };
    }
}
