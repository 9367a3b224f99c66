using System.Buffers.Binary;
using Google.Protobuf;
using ImageRetrieval.LocalHosting.Tests.Telemetry.Oracle;

namespace ImageRetrieval.LocalHosting.Tests.Telemetry;

/// <summary>Small OTLP bodies that say what a test needs.</summary>
internal static class TelemetryMessages
{
    public static byte[] Trace(ulong trace, string resource, params (ulong Id, ulong Parent, string Name, int Milliseconds, bool IsError)[] spans)
    {
        var scope = new ScopeSpans { Scope = new Scope { Name = "tests" } };
        foreach (var span in spans)
        {
            scope.Spans.Add(new Span
            {
                TraceId = TraceId(trace),
                SpanId = SpanId(span.Id),
                ParentSpanId = span.Parent == 0 ? ByteString.Empty : SpanId(span.Parent),
                Name = span.Name,
                Kind = 1,
                StartTimeUnixNano = 1_000_000_000 + (trace * 1_000_000),
                EndTimeUnixNano = 1_000_000_000 + (trace * 1_000_000) + ((ulong)span.Milliseconds * 1_000_000),
                Attributes = { new KeyValue { Key = "url.path", Value = new AnyValue { StringValue = $"/of/{trace}" } } },
                Status = span.IsError ? new Status { Code = 2, Message = "it failed" } : null,
            });
        }

        return new TracesRequest { ResourceSpans = { new ResourceSpans { Resource = Resource(resource, "1"), ScopeSpans = { scope } } } }.ToByteArray();
    }

    public static byte[] Logs(string resource, params (int Severity, string Text, ulong Trace)[] records) => new LogsRequest
    {
        ResourceLogs =
        {
            new ResourceLogs
            {
                Resource = Resource(resource, "1"),
                ScopeLogs =
                {
                    new ScopeLogs
                    {
                        Scope = new Scope { Name = "Tests.Category" },
                        LogRecords =
                        {
                            records.Select(record => new LogRecord
                            {
                                TimeUnixNano = 1_000_000_000,
                                SeverityNumber = record.Severity,
                                Body = new AnyValue { StringValue = record.Text },
                                TraceId = record.Trace == 0 ? ByteString.Empty : TraceId(record.Trace),
                                Attributes = { new KeyValue { Key = "model", Value = new AnyValue { StringValue = "builtin" } } },
                            }),
                        },
                    },
                },
            },
        },
    }.ToByteArray();

    /// <summary>A counter that has grown to a value at a time in seconds since 1970, in a process that began at another.</summary>
    public static byte[] Counter(string name, long seconds, double value, string instance = "1", long start = 0, params (string Key, string Value)[] tags) =>
        Metric(instance, new Metric
        {
            Name = name,
            Unit = "{image}",
            Sum = new Sum
            {
                IsMonotonic = true,
                AggregationTemporality = 2,
                DataPoints = { new NumberDataPoint { AsDouble = value, StartTimeUnixNano = Nano(start), TimeUnixNano = Nano(seconds), Attributes = { Tags(tags) } } },
            },
        });

    public static byte[] Gauge(string name, long seconds, double value, string instance = "1") => Metric(instance, new Metric
    {
        Name = name,
        Gauge = new Gauge { DataPoints = { new NumberDataPoint { AsDouble = value, TimeUnixNano = Nano(seconds) } } },
    });

    public static byte[] Histogram(string name, long seconds, double[] bounds, ulong[] buckets, string instance = "1", long start = 0, double sum = 0, params (string Key, string Value)[] tags) =>
        Metric(instance, new Metric
        {
            Name = name,
            Unit = "s",
            Histogram = new Histogram
            {
                AggregationTemporality = 2,
                DataPoints =
                {
                    new HistogramDataPoint
                    {
                        StartTimeUnixNano = Nano(start),
                        TimeUnixNano = Nano(seconds),
                        Count = buckets.Aggregate((all, bucket) => all + bucket),
                        Sum = sum,
                        ExplicitBounds = { bounds },
                        BucketCounts = { buckets },
                        Attributes = { Tags(tags) },
                    },
                },
            },
        });

    public static ByteString TraceId(ulong id)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), id);
        return ByteString.CopyFrom(bytes);
    }

    private static byte[] Metric(string instance, Metric metric) => new MetricsRequest
    {
        ResourceMetrics = { new ResourceMetrics { Resource = Resource("api", instance), ScopeMetrics = { new ScopeMetrics { Metrics = { metric } } } } },
    }.ToByteArray();

    private static IEnumerable<KeyValue> Tags((string Key, string Value)[] tags) =>
        tags.Select(tag => new KeyValue { Key = tag.Key, Value = new AnyValue { StringValue = tag.Value } });

    private static Source Resource(string name, string instance) => new() { Attributes = { Tags([("service.name", name), ("service.instance.id", instance)]) } };

    private static ByteString SpanId(ulong id)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id);
        return ByteString.CopyFrom(bytes);
    }

    private static ulong Nano(long seconds) => (ulong)seconds * 1_000_000_000;
}
