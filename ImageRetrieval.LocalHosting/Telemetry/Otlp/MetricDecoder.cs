using System.Buffers.Binary;
using ImageRetrieval.LocalHosting.Telemetry.Metrics;

namespace ImageRetrieval.LocalHosting.Telemetry.Otlp;

/// <summary>ExportMetricsServiceRequest → points. Exponential histograms and summaries, which nothing here sends, are left out.</summary>
internal static class MetricDecoder
{
    private const int DeltaTemporality = 1;

    public static List<MetricPoint> Decode(ReadOnlySpan<byte> body, StringPool pool)
    {
        var points = new List<MetricPoint>();
        var request = new ProtoReader(body);
        while (request.Next())
        {
            if (request.Tag == ProtoReader.TagOf(1, ProtoReader.Length))
                ReadResource(request.ReadBytes(), points, pool);
            else
                request.Skip();
        }

        return points;
    }

    private static void ReadResource(ReadOnlySpan<byte> message, List<MetricPoint> points, StringPool pool)
    {
        var sender = CommonReader.ReadSender(message, pool);
        var resource = new ProtoReader(message);
        while (resource.Next())
        {
            if (resource.Tag == ProtoReader.TagOf(2, ProtoReader.Length))
                ReadScope(resource.ReadBytes(), sender, points, pool);
            else
                resource.Skip();
        }
    }

    private static void ReadScope(ReadOnlySpan<byte> message, Sender sender, List<MetricPoint> points, StringPool pool)
    {
        var meter = CommonReader.ReadScope(message, pool);
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Tag == ProtoReader.TagOf(2, ProtoReader.Length))
                ReadMetric(reader.ReadBytes(), sender, meter, points, pool);
            else
                reader.Skip();
        }
    }

    private static void ReadMetric(ReadOnlySpan<byte> message, Sender sender, string meter, List<MetricPoint> points, StringPool pool)
    {
        string name = "", description = "", unit = "";
        var dataTag = 0u;
        ReadOnlySpan<byte> data = default;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (1 << 3) | ProtoReader.Length: name = pool.Get(reader.ReadBytes()); break;
                case (2 << 3) | ProtoReader.Length: description = pool.Get(reader.ReadBytes()); break;
                case (3 << 3) | ProtoReader.Length: unit = pool.Get(reader.ReadBytes()); break;
                case (5 << 3) | ProtoReader.Length or (7 << 3) | ProtoReader.Length or (9 << 3) | ProtoReader.Length:
                    dataTag = reader.Tag >> 3;
                    data = reader.ReadBytes();
                    break;
                default: reader.Skip(); break;
            }
        }

        if (dataTag == 0)
            return;
        var (isDelta, isMonotonic) = ReadAggregation(data);
        var kind = dataTag switch { 9 => MetricKind.Histogram, 7 when isMonotonic => MetricKind.Counter, _ => MetricKind.Gauge };
        var list = new ProtoReader(data);
        while (list.Next())
        {
            if (list.Tag != ProtoReader.TagOf(1, ProtoReader.Length))
            {
                list.Skip();
                continue;
            }

            var point = new MetricPoint
            {
                Sender = sender, Meter = meter, Name = name, Description = description, Unit = unit, Kind = kind, IsDelta = isDelta && dataTag != 5,
            };
            if (kind == MetricKind.Histogram)
                ReadHistogram(list.ReadBytes(), point, pool);
            else
                ReadNumber(list.ReadBytes(), point, pool);
            points.Add(point);
        }
    }

    // Sum and Histogram have the temporality in field 2; Sum says in field 3 whether it only grows.
    private static (bool IsDelta, bool IsMonotonic) ReadAggregation(ReadOnlySpan<byte> data)
    {
        bool isDelta = false, isMonotonic = false;
        var reader = new ProtoReader(data);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (2 << 3) | ProtoReader.Varint: isDelta = (int)reader.ReadVarint() == DeltaTemporality; break;
                case (3 << 3) | ProtoReader.Varint: isMonotonic = reader.ReadVarint() != 0; break;
                default: reader.Skip(); break;
            }
        }

        return (isDelta, isMonotonic);
    }

    private static void ReadNumber(ReadOnlySpan<byte> message, MetricPoint point, StringPool pool)
    {
        List<Tag>? tags = null;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (2 << 3) | ProtoReader.Fixed64: point.Start = reader.ReadFixed64(); break;
                case (3 << 3) | ProtoReader.Fixed64: point.Time = reader.ReadFixed64(); break;
                case (4 << 3) | ProtoReader.Fixed64: point.Value = reader.ReadDouble(); break;
                case (6 << 3) | ProtoReader.Fixed64: point.Value = (long)reader.ReadFixed64(); break;
                case (7 << 3) | ProtoReader.Length: (tags ??= []).Add(CommonReader.ReadTag(reader.ReadBytes(), pool)); break;
                default: reader.Skip(); break;
            }
        }

        point.Tags = tags?.ToArray() ?? [];
    }

    private static void ReadHistogram(ReadOnlySpan<byte> message, MetricPoint point, StringPool pool)
    {
        List<Tag>? tags = null;
        var buckets = new List<ulong>(16);
        var bounds = new List<double>(16);
        var count = 0UL;
        var sum = 0.0;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (2 << 3) | ProtoReader.Fixed64: point.Start = reader.ReadFixed64(); break;
                case (3 << 3) | ProtoReader.Fixed64: point.Time = reader.ReadFixed64(); break;
                case (4 << 3) | ProtoReader.Fixed64: count = reader.ReadFixed64(); break;
                case (5 << 3) | ProtoReader.Fixed64: sum = reader.ReadDouble(); break;
                case (6 << 3) | ProtoReader.Fixed64: buckets.Add(reader.ReadFixed64()); break;
                case (6 << 3) | ProtoReader.Length: AddPacked(reader.ReadBytes(), buckets, static bytes => BinaryPrimitives.ReadUInt64LittleEndian(bytes)); break;
                case (7 << 3) | ProtoReader.Fixed64: bounds.Add(reader.ReadDouble()); break;
                case (7 << 3) | ProtoReader.Length: AddPacked(reader.ReadBytes(), bounds, static bytes => BinaryPrimitives.ReadDoubleLittleEndian(bytes)); break;
                case (9 << 3) | ProtoReader.Length: (tags ??= []).Add(CommonReader.ReadTag(reader.ReadBytes(), pool)); break;
                default: reader.Skip(); break;
            }
        }

        point.Tags = tags?.ToArray() ?? [];
        point.Value = sum;
        point.Histogram = new HistogramValue([.. bounds], [.. buckets], count, sum);
    }

    private static void AddPacked<T>(ReadOnlySpan<byte> bytes, List<T> values, PackedReader<T> read)
    {
        if (bytes.Length % 8 != 0)
            throw new OtlpFormatException($"A list of 8-byte numbers has {bytes.Length} bytes.");
        for (; !bytes.IsEmpty; bytes = bytes[8..])
            values.Add(read(bytes));
    }

    private delegate T PackedReader<out T>(ReadOnlySpan<byte> bytes);
}
