using System.Buffers.Binary;

namespace ImageRetrieval.LocalHosting.Telemetry.Otlp;

/// <summary>The messages that all three signals share: attributes, resource, scope, ids.</summary>
internal static class CommonReader
{
    private const string ServiceName = "service.name";
    private const string InstanceId = "service.instance.id";

    private static readonly uint s_first = ProtoReader.TagOf(1, ProtoReader.Length);
    private static readonly uint s_second = ProtoReader.TagOf(2, ProtoReader.Length);

    /// <summary>A KeyValue.</summary>
    public static Tag ReadTag(ReadOnlySpan<byte> message, StringPool pool)
    {
        var reader = new ProtoReader(message);
        string key = "", value = "";
        while (reader.Next())
        {
            if (reader.Tag == s_first)
                key = pool.Get(reader.ReadBytes());
            else if (reader.Tag == s_second)
                value = AnyValueText.Read(reader.ReadBytes(), pool);
            else
                reader.Skip();
        }

        return new Tag(key, value);
    }

    /// <summary>Who sent it: the resource stands in field 1 of the ResourceSpans, ResourceLogs or ResourceMetrics.</summary>
    public static Sender ReadSender(ReadOnlySpan<byte> message, StringPool pool)
    {
        var reader = new ProtoReader(message);
        string name = "unknown", instance = "";
        while (reader.Next())
        {
            if (reader.Tag != s_first)
            {
                reader.Skip();
                continue;
            }

            var resource = new ProtoReader(reader.ReadBytes());
            while (resource.Next())
            {
                if (resource.Tag != s_first)
                {
                    resource.Skip();
                    continue;
                }

                var tag = ReadTag(resource.ReadBytes(), pool);
                if (tag.Key == ServiceName)
                    name = tag.Value;
                else if (tag.Key == InstanceId)
                    instance = tag.Value;
            }
        }

        return new Sender(name, instance);
    }

    /// <summary>The scope's name, from field 1 of the ScopeSpans, ScopeLogs or ScopeMetrics.</summary>
    public static string ReadScope(ReadOnlySpan<byte> message, StringPool pool)
    {
        var reader = new ProtoReader(message);
        var name = "";
        while (reader.Next())
        {
            if (reader.Tag != s_first)
            {
                reader.Skip();
                continue;
            }

            var scope = new ProtoReader(reader.ReadBytes());
            while (scope.Next())
            {
                if (scope.Tag == s_first)
                    name = pool.Get(scope.ReadBytes());
                else
                    scope.Skip();
            }
        }

        return name;
    }

    /// <summary>0 for an id that is missing or has another length than 16 bytes.</summary>
    public static UInt128 TraceId(ReadOnlySpan<byte> bytes) => bytes.Length == 16 ? BinaryPrimitives.ReadUInt128BigEndian(bytes) : 0;

    /// <summary>0 for an id that is missing or has another length than 8 bytes.</summary>
    public static ulong SpanId(ReadOnlySpan<byte> bytes) => bytes.Length == 8 ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : 0;
}
