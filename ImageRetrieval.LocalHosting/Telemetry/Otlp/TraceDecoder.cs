using ImageRetrieval.LocalHosting.Telemetry.Traces;

namespace ImageRetrieval.LocalHosting.Telemetry.Otlp;

/// <summary>ExportTraceServiceRequest → spans.</summary>
internal static class TraceDecoder
{
    private const int Error = 2;

    public static List<Span> Decode(ReadOnlySpan<byte> body, StringPool pool)
    {
        var spans = new List<Span>();
        var request = new ProtoReader(body);
        while (request.Next())
        {
            if (request.Tag == ProtoReader.TagOf(1, ProtoReader.Length))
                ReadResource(request.ReadBytes(), spans, pool);
            else
                request.Skip();
        }

        return spans;
    }

    private static void ReadResource(ReadOnlySpan<byte> message, List<Span> spans, StringPool pool)
    {
        var sender = CommonReader.ReadSender(message, pool);
        var resource = new ProtoReader(message);
        while (resource.Next())
        {
            if (resource.Tag == ProtoReader.TagOf(2, ProtoReader.Length))
                ReadScope(resource.ReadBytes(), sender, spans, pool);
            else
                resource.Skip();
        }
    }

    private static void ReadScope(ReadOnlySpan<byte> message, Sender sender, List<Span> spans, StringPool pool)
    {
        var scope = CommonReader.ReadScope(message, pool);
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Tag == ProtoReader.TagOf(2, ProtoReader.Length))
                spans.Add(ReadSpan(reader.ReadBytes(), new Span { Sender = sender, Scope = scope }, pool));
            else
                reader.Skip();
        }
    }

    private static Span ReadSpan(ReadOnlySpan<byte> message, Span span, StringPool pool)
    {
        List<Tag>? tags = null;
        List<SpanEvent>? events = null;
        List<SpanLink>? links = null;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (1 << 3) | ProtoReader.Length: span.TraceId = CommonReader.TraceId(reader.ReadBytes()); break;
                case (2 << 3) | ProtoReader.Length: span.Id = CommonReader.SpanId(reader.ReadBytes()); break;
                case (4 << 3) | ProtoReader.Length: span.ParentId = CommonReader.SpanId(reader.ReadBytes()); break;
                case (5 << 3) | ProtoReader.Length: span.Name = pool.Get(reader.ReadBytes()); break;
                case (6 << 3) | ProtoReader.Varint: span.Kind = (SpanKind)(int)reader.ReadVarint(); break;
                case (7 << 3) | ProtoReader.Fixed64: span.Start = reader.ReadFixed64(); break;
                case (8 << 3) | ProtoReader.Fixed64: span.End = reader.ReadFixed64(); break;
                case (9 << 3) | ProtoReader.Length: (tags ??= new(16)).Add(CommonReader.ReadTag(reader.ReadBytes(), pool)); break;
                case (11 << 3) | ProtoReader.Length: (events ??= []).Add(ReadEvent(reader.ReadBytes(), pool)); break;
                case (13 << 3) | ProtoReader.Length: (links ??= []).Add(ReadLink(reader.ReadBytes())); break;
                case (15 << 3) | ProtoReader.Length: ReadStatus(reader.ReadBytes(), span, pool); break;
                default: reader.Skip(); break;
            }
        }

        span.Tags = tags?.ToArray() ?? [];
        span.Events = events?.ToArray() ?? [];
        span.Links = links?.ToArray() ?? [];
        return span;
    }

    private static SpanEvent ReadEvent(ReadOnlySpan<byte> message, StringPool pool)
    {
        var time = 0UL;
        var name = "";
        List<Tag>? tags = null;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (1 << 3) | ProtoReader.Fixed64: time = reader.ReadFixed64(); break;
                case (2 << 3) | ProtoReader.Length: name = pool.Get(reader.ReadBytes()); break;
                case (3 << 3) | ProtoReader.Length: (tags ??= []).Add(CommonReader.ReadTag(reader.ReadBytes(), pool)); break;
                default: reader.Skip(); break;
            }
        }

        return new SpanEvent(time, name, tags?.ToArray() ?? []);
    }

    private static SpanLink ReadLink(ReadOnlySpan<byte> message)
    {
        UInt128 traceId = 0;
        var spanId = 0UL;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (1 << 3) | ProtoReader.Length: traceId = CommonReader.TraceId(reader.ReadBytes()); break;
                case (2 << 3) | ProtoReader.Length: spanId = CommonReader.SpanId(reader.ReadBytes()); break;
                default: reader.Skip(); break;
            }
        }

        return new SpanLink(traceId, spanId);
    }

    private static void ReadStatus(ReadOnlySpan<byte> message, Span span, StringPool pool)
    {
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (2 << 3) | ProtoReader.Length: span.StatusMessage = pool.Get(reader.ReadBytes()); break;
                case (3 << 3) | ProtoReader.Varint: span.IsError = (int)reader.ReadVarint() == Error; break;
                default: reader.Skip(); break;
            }
        }
    }
}
