using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ImageRetrieval.ServiceDefaults.Telemetry;

/// <summary>
/// Traces, metrics and logs over OTLP, configured by the standard variables OTEL_*; nothing at all is set up when
/// OTEL_EXPORTER_OTLP_ENDPOINT is empty. The frameworks measure themselves, so no instrumentation package is needed.
/// </summary>
internal static class TelemetryExtensions
{
    private const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ProtocolKey = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <summary>Sources and meters of the services themselves.</summary>
    private const string Own = "ImageRetrieval.*";

    /// <summary>The SDK's own bounds are made for milliseconds: everything of ours would lie in the first one, below 5 s.</summary>
    private static readonly ExplicitBucketHistogramConfiguration s_seconds = new()
    {
        Boundaries = [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300],
    };

    /// <summary>Shares of a whole, of which the last percents tell most.</summary>
    private static readonly ExplicitBucketHistogramConfiguration s_shares = new() { Boundaries = [0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1] };

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration[EndpointKey]))
            return;

        // Before the host is built: server spans then carry http.* and url.* attributes.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        var sdk = CreateSdk(builder.Configuration, builder.Environment.ApplicationName);
        builder.Services.AddHostedService(_ => new TelemetryFlush(sdk));
        builder.Services.AddSingleton<ILoggerProvider>(new OpenTelemetryLogBridge(sdk.GetLoggerFactory()));
        builder.Services.AddSingleton<IStartupFilter, ServerSpanFilter>();
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

    private static OpenTelemetrySdk CreateSdk(IConfiguration configuration, string applicationName) => OpenTelemetrySdk.Create(telemetry =>
    {
        telemetry.Services.AddSingleton(configuration);
        void Export(OtlpExporterOptions options)
        {
            // The SDK's own default is gRPC; the project's receivers speak HTTP.
            if (string.IsNullOrEmpty(configuration[ProtocolKey]))
                options.Protocol = OtlpExportProtocol.HttpProtobuf;
        }

        if (string.IsNullOrEmpty(configuration["OTEL_SERVICE_NAME"]))
            telemetry.ConfigureResource(resource => resource.AddService(applicationName));
        telemetry
            .WithTracing(tracing => tracing
                .AddSource("Microsoft.AspNetCore", "System.Net.Http", Own)
                .AddProcessor(new ExporterSpanFilter(configuration[EndpointKey]!))
                .AddOtlpExporter(Export))
            .WithMetrics(metrics => metrics
                .AddMeter("Microsoft.AspNetCore.*", "System.Net.Http", "System.Net.NameResolution", "System.Runtime", "Polly", Own)
                .AddView(OwnView)
                .AddOtlpExporter(Export))
            .WithLogging(logging => logging.AddOtlpExporter(Export), logs =>
            {
                logs.IncludeFormattedMessage = true;
                logs.IncludeScopes = true;
            });
    });
}
