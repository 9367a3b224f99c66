using ImageRetrieval.LocalHosting.Telemetry.Logs;

namespace ImageRetrieval.LocalHosting.Telemetry.Otlp;

/// <summary>ExportLogsServiceRequest → log records.</summary>
internal static class LogDecoder
{
    public static List<LogRecord> Decode(ReadOnlySpan<byte> body, StringPool pool)
    {
        var records = new List<LogRecord>();
        var request = new ProtoReader(body);
        while (request.Next())
        {
            if (request.Tag == ProtoReader.TagOf(1, ProtoReader.Length))
                ReadResource(request.ReadBytes(), records, pool);
            else
                request.Skip();
        }

        return records;
    }

    private static void ReadResource(ReadOnlySpan<byte> message, List<LogRecord> records, StringPool pool)
    {
        var sender = CommonReader.ReadSender(message, pool);
        var resource = new ProtoReader(message);
        while (resource.Next())
        {
            if (resource.Tag == ProtoReader.TagOf(2, ProtoReader.Length))
                ReadScope(resource.ReadBytes(), sender, records, pool);
            else
                resource.Skip();
        }
    }

    private static void ReadScope(ReadOnlySpan<byte> message, Sender sender, List<LogRecord> records, StringPool pool)
    {
        var category = CommonReader.ReadScope(message, pool);
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Tag == ProtoReader.TagOf(2, ProtoReader.Length))
                records.Add(ReadRecord(reader.ReadBytes(), new LogRecord { Sender = sender, Category = category }, pool));
            else
                reader.Skip();
        }
    }

    private static LogRecord ReadRecord(ReadOnlySpan<byte> message, LogRecord record, StringPool pool)
    {
        List<Tag>? tags = null;
        var observed = 0UL;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (1 << 3) | ProtoReader.Fixed64: record.Time = reader.ReadFixed64(); break;
                case (2 << 3) | ProtoReader.Varint: record.Severity = (int)reader.ReadVarint(); break;
                case (5 << 3) | ProtoReader.Length: record.Text = AnyValueText.Read(reader.ReadBytes(), pool); break;
                case (6 << 3) | ProtoReader.Length: (tags ??= []).Add(CommonReader.ReadTag(reader.ReadBytes(), pool)); break;
                case (9 << 3) | ProtoReader.Length: record.TraceId = CommonReader.TraceId(reader.ReadBytes()); break;
                case (10 << 3) | ProtoReader.Length: record.SpanId = CommonReader.SpanId(reader.ReadBytes()); break;
                case (11 << 3) | ProtoReader.Fixed64: observed = reader.ReadFixed64(); break;
                default: reader.Skip(); break;
            }
        }

        if (record.Time == 0)
            record.Time = observed;
        record.Tags = tags?.ToArray() ?? [];
        return record;
    }
}
