using System.Buffers.Binary;
using System.Globalization;
using System.Text.Encodings.Web;
using Google.Protobuf;
using ImageRetrieval.LocalHosting.Telemetry;
using ImageRetrieval.LocalHosting.Telemetry.Metrics;
using ImageRetrieval.LocalHosting.Tests.Telemetry.Oracle;
using SpanOfStore = ImageRetrieval.LocalHosting.Telemetry.Traces.Span;
using LogOfStore = ImageRetrieval.LocalHosting.Telemetry.Logs.LogRecord;

namespace ImageRetrieval.LocalHosting.Tests.Telemetry;

/// <summary>One text for what the decoder made of a body, and the same for what protoc's classes say: equal texts, equal meaning.</summary>
internal static class OracleText
{
    public static IEnumerable<string> Of(List<SpanOfStore> spans) => spans.Select(span =>
        $"{span.Sender.Resource}|{span.Scope}|{span.TraceId}|{span.Id}|{span.ParentId}|{span.Name}|{(int)span.Kind}|{span.Start}|{span.End}|{span.IsError}|{span.StatusMessage ?? ""}|{Of(span.Tags)}"
        + string.Concat(span.Events.Select(one => $"!{one.Time}{one.Name}{Of(one.Tags)}")) + string.Concat(span.Links.Select(one => $"?{one.TraceId}{one.SpanId}")));

    public static IEnumerable<string> Of(TracesRequest request) =>
        from resource in request.ResourceSpans
        from scope in resource.ScopeSpans
        from span in scope.Spans
        select $"{Name(resource.Resource)}|{scope.Scope?.Name ?? ""}|{TraceId(span.TraceId)}|{SpanId(span.SpanId)}|{SpanId(span.ParentSpanId)}|{span.Name}|{span.Kind}|{span.StartTimeUnixNano}|{span.EndTimeUnixNano}|{span.Status?.Code == 2}|{span.Status?.Message ?? ""}|{Of(span.Attributes)}"
            + string.Concat(span.Events.Select(one => $"!{one.TimeUnixNano}{one.Name}{Of(one.Attributes)}")) + string.Concat(span.Links.Select(one => $"?{TraceId(one.TraceId)}{SpanId(one.SpanId)}"));

    public static IEnumerable<string> Of(List<LogOfStore> records) => records.Select(record =>
        $"{record.Sender.Resource}|{record.Category}|{record.Time}|{record.Severity}|{record.Text}|{record.TraceId}|{record.SpanId}|{Of(record.Tags)}");

    public static IEnumerable<string> Of(LogsRequest request) =>
        from resource in request.ResourceLogs
        from scope in resource.ScopeLogs
        from record in scope.LogRecords
        let time = record.TimeUnixNano == 0 ? record.ObservedTimeUnixNano : record.TimeUnixNano
        select $"{Name(resource.Resource)}|{scope.Scope?.Name ?? ""}|{time}|{record.SeverityNumber}|{Text(record.Body)}|{TraceId(record.TraceId)}|{SpanId(record.SpanId)}|{Of(record.Attributes)}";

    public static IEnumerable<string> Of(List<MetricPoint> points) => points.Select(point =>
        FormattableString.Invariant($"{point.Sender.Resource}|{point.Meter}|{point.Name}|{point.Description}|{point.Unit}|{point.Kind}|{point.IsDelta}|{point.Start}|{point.Time}|{point.Value:R}|{Of(point.Tags)}|")
        + (point.Histogram is { } histogram ? Numbers(histogram.Bounds, histogram.Buckets, histogram.Count) : ""));

    public static IEnumerable<string> Of(MetricsRequest request) =>
        from resource in request.ResourceMetrics
        from scope in resource.ScopeMetrics
        from metric in scope.Metrics
        from text in Points(metric)
        select $"{Name(resource.Resource)}|{scope.Scope?.Name ?? ""}|{metric.Name}|{metric.Description}|{metric.Unit}|{text}";

    private static IEnumerable<string> Points(Metric metric) => metric.DataCase switch
    {
        Metric.DataOneofCase.Gauge => metric.Gauge.DataPoints.Select(point => Point(point, "Gauge", false)),
        Metric.DataOneofCase.Sum => metric.Sum.DataPoints.Select(point => Point(point, metric.Sum.IsMonotonic ? "Counter" : "Gauge", metric.Sum.AggregationTemporality == 1)),
        Metric.DataOneofCase.Histogram => metric.Histogram.DataPoints.Select(point => FormattableString.Invariant(
            $"Histogram|{metric.Histogram.AggregationTemporality == 1}|{point.StartTimeUnixNano}|{point.TimeUnixNano}|{point.Sum:R}|{Of(point.Attributes)}|")
            + Numbers(point.ExplicitBounds, point.BucketCounts, point.Count)),
        _ => [],
    };

    private static string Point(NumberDataPoint point, string kind, bool isDelta)
    {
        var value = point.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble;
        return FormattableString.Invariant($"{kind}|{isDelta}|{point.StartTimeUnixNano}|{point.TimeUnixNano}|{value:R}|{Of(point.Attributes)}|");
    }

    private static string Numbers(IEnumerable<double> bounds, IEnumerable<ulong> buckets, ulong count) =>
        string.Join(',', bounds.Select(bound => bound.ToString("R", CultureInfo.InvariantCulture))) + ";" + string.Join(',', buckets) + ";" + count;

    private static string Name(Source? resource) =>
        resource?.Attributes.LastOrDefault(attribute => attribute.Key == "service.name") is { } name ? Text(name.Value) : "unknown";

    private static string Of(Tag[] tags) => string.Concat(tags.Select(tag => $"<{tag.Key}={tag.Value}>"));

    private static string Of(IEnumerable<KeyValue> attributes) => string.Concat(attributes.Select(attribute => $"<{attribute.Key}={Text(attribute.Value)}>"));

    private static string Text(AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => value.StringValue,
        null or AnyValue.ValueOneofCase.None => "",
        AnyValue.ValueOneofCase.BytesValue => value.BytesValue.ToBase64(),
        _ => Json(value),
    };

    private static string Json(AnyValue value) => value.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => Quoted(value.StringValue),
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString("R", CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.BytesValue => Quoted(value.BytesValue.ToBase64()),
        AnyValue.ValueOneofCase.ArrayValue => $"[{string.Join(',', value.ArrayValue.Values.Select(Json))}]",
        AnyValue.ValueOneofCase.KvlistValue => "{" + string.Join(',', value.KvlistValue.Values.Select(pair => $"{Quoted(pair.Key)}:{Json(pair.Value)}")) + "}",
        _ => "null",
    };

    private static string Quoted(string text) => '"' + JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text) + '"';

    private static UInt128 TraceId(ByteString id) => id.Length == 16 ? BinaryPrimitives.ReadUInt128BigEndian(id.Span) : 0;

    private static ulong SpanId(ByteString id) => id.Length == 8 ? BinaryPrimitives.ReadUInt64BigEndian(id.Span) : 0;
}
