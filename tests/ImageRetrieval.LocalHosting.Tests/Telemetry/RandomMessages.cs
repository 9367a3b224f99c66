using Google.Protobuf;
using ImageRetrieval.LocalHosting.Tests.Telemetry.Oracle;

namespace ImageRetrieval.LocalHosting.Tests.Telemetry;

/// <summary>Messages as protoc's classes write them, with every field sometimes missing, empty or odd.</summary>
internal sealed class RandomMessages(int seed)
{
    private const int DeepestValue = 4;

    private readonly Random _random = new(seed);

    public TracesRequest Traces() => Filled(new TracesRequest(), request => request.ResourceSpans, () => new ResourceSpans
    {
        Resource = Maybe(Resource),
        SchemaUrl = Text(),
        ScopeSpans = { Some(() => new ScopeSpans { Scope = Maybe(Scope), Spans = { Some(Span) } }) },
    });

    public LogsRequest Logs() => Filled(new LogsRequest(), request => request.ResourceLogs, () => new ResourceLogs
    {
        Resource = Maybe(Resource),
        ScopeLogs = { Some(() => new ScopeLogs { Scope = Maybe(Scope), LogRecords = { Some(Record) } }) },
    });

    public MetricsRequest Metrics() => Filled(new MetricsRequest(), request => request.ResourceMetrics, () => new ResourceMetrics
    {
        Resource = Maybe(Resource),
        ScopeMetrics = { Some(() => new ScopeMetrics { Scope = Maybe(Scope), Metrics = { Some(Metric) } }) },
    });

    private static TRequest Filled<TRequest, TItem>(TRequest request, Func<TRequest, Google.Protobuf.Collections.RepeatedField<TItem>> list, Func<TItem> make)
    {
        list(request).Add(make());
        list(request).Add(make());
        return request;
    }

    private Source Resource() => new()
    {
        Attributes = { Some(Attribute), new KeyValue { Key = "service.name", Value = new AnyValue { StringValue = "api" } } },
    };

    private Scope Scope() => new() { Name = Text(), Version = Text(), Attributes = { Some(Attribute) } };

    private Span Span() => new()
    {
        TraceId = Id(16),
        SpanId = Id(8),
        ParentSpanId = Id(8),
        TraceState = Text(),
        Name = Text(),
        Kind = _random.Next(-1, 7),
        StartTimeUnixNano = Number(),
        EndTimeUnixNano = Number(),
        Attributes = { Some(Attribute) },
        Events = { Some(() => new Span.Types.Event { TimeUnixNano = Number(), Name = Text(), Attributes = { Some(Attribute) } }) },
        Links = { Some(() => new Span.Types.Link { TraceId = Id(16), SpanId = Id(8), TraceState = Text() }) },
        Status = Maybe(() => new Status { Message = Text(), Code = _random.Next(0, 4) }),
        Flags = (uint)_random.Next(),
    };

    private LogRecord Record() => new()
    {
        TimeUnixNano = Number(),
        ObservedTimeUnixNano = Number(),
        SeverityNumber = _random.Next(-2, 26),
        SeverityText = Text(),
        Body = Maybe(() => Value(0)),
        Attributes = { Some(Attribute) },
        TraceId = Id(16),
        SpanId = Id(8),
        Flags = (uint)_random.Next(),
    };

    private Metric Metric()
    {
        var metric = new Metric { Name = Text(), Description = Text(), Unit = Text() };
        switch (_random.Next(4))
        {
            case 0: metric.Gauge = new Gauge { DataPoints = { Some(Point) } }; break;
            case 1: metric.Sum = new Sum { DataPoints = { Some(Point) }, AggregationTemporality = _random.Next(3), IsMonotonic = _random.Next(2) == 0 }; break;
            case 2: metric.Histogram = new Histogram { DataPoints = { Some(HistogramPoint) }, AggregationTemporality = _random.Next(3) }; break;
            default: break;
        }

        return metric;
    }

    private NumberDataPoint Point()
    {
        var point = new NumberDataPoint { StartTimeUnixNano = Number(), TimeUnixNano = Number(), Attributes = { Some(Attribute) } };
        if (_random.Next(2) == 0)
            point.AsInt = (long)Number();
        else
            point.AsDouble = _random.NextDouble() * 1e9;
        return point;
    }

    private HistogramDataPoint HistogramPoint() => new()
    {
        StartTimeUnixNano = Number(),
        TimeUnixNano = Number(),
        Count = Number(),
        Sum = _random.NextDouble(),
        BucketCounts = { Some(Number) },
        ExplicitBounds = { Some(_random.NextDouble) },
        Attributes = { Some(Attribute) },
    };

    private KeyValue Attribute() => new() { Key = Text(), Value = Maybe(() => Value(0)) };

    private AnyValue Value(int depth) => _random.Next(depth >= DeepestValue ? 5 : 7) switch
    {
        0 => new AnyValue { StringValue = Text() },
        1 => new AnyValue { BoolValue = _random.Next(2) == 0 },
        2 => new AnyValue { IntValue = (long)Number() },
        3 => new AnyValue { DoubleValue = (_random.NextDouble() - 0.5) * Math.Pow(10, _random.Next(-300, 300)) },
        4 => new AnyValue { BytesValue = Id(_random.Next(20)) },
        5 => new AnyValue { ArrayValue = new ArrayValue { Values = { Some(() => Value(depth + 1)) } } },
        _ => new AnyValue { KvlistValue = new KeyValueList { Values = { Some(() => new KeyValue { Key = Text(), Value = Value(depth + 1) }) } } },
    };

    private T[] Some<T>(Func<T> make) => [.. Enumerable.Range(0, _random.Next(4)).Select(_ => make())];

    private T? Maybe<T>(Func<T> make)
        where T : class => _random.Next(5) == 0 ? null : make();

    private ulong Number() => _random.Next(4) == 0 ? (ulong)_random.Next(3) : (ulong)_random.NextInt64(long.MinValue, long.MaxValue);

    private ByteString Id(int length)
    {
        var bytes = new byte[_random.Next(8) == 0 ? _random.Next(20) : length];
        _random.NextBytes(bytes);
        return ByteString.CopyFrom(bytes);
    }

    private string Text() => _random.Next(6) switch
    {
        0 => "",
        1 => "http.request.method",
        2 => "ÄÖÜ – \u4f60\u597d \"quoted\" \\ \n\U0001F600",
        3 => new string((char)('a' + _random.Next(26)), _random.Next(300)),
        _ => $"name {_random.Next(50)}",
    };
}
