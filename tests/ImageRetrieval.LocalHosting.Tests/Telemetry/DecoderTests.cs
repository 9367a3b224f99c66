using Google.Protobuf;
using ImageRetrieval.LocalHosting.Telemetry;
using ImageRetrieval.LocalHosting.Telemetry.Otlp;
using ImageRetrieval.LocalHosting.Tests.Telemetry.Oracle;

namespace ImageRetrieval.LocalHosting.Tests.Telemetry;

public class DecoderTests
{
    private const int Messages = 6_000;
    private const int Mutations = 200_000;

    private readonly StringPool _pool = new();

    [Fact]
    public void Six_thousand_random_trace_messages_mean_what_protoc_says()
    {
        var random = new RandomMessages(7);
        for (var index = 0; index < Messages; index++)
        {
            var message = random.Traces();
            Assert.Equal(OracleText.Of(message), OracleText.Of(TraceDecoder.Decode(message.ToByteArray(), _pool)));
        }
    }

    [Fact]
    public void Six_thousand_random_log_messages_mean_what_protoc_says()
    {
        var random = new RandomMessages(8);
        for (var index = 0; index < Messages; index++)
        {
            var message = random.Logs();
            Assert.Equal(OracleText.Of(message), OracleText.Of(LogDecoder.Decode(message.ToByteArray(), _pool)));
        }
    }

    [Fact]
    public void Six_thousand_random_metric_messages_mean_what_protoc_says()
    {
        var random = new RandomMessages(9);
        for (var index = 0; index < Messages; index++)
        {
            var message = random.Metrics();
            Assert.Equal(OracleText.Of(message), OracleText.Of(MetricDecoder.Decode(message.ToByteArray(), _pool)));
        }
    }

    [Fact]
    public void Two_hundred_thousand_damaged_bodies_are_decoded_or_refused_and_nothing_else()
    {
        var messages = new RandomMessages(10);
        byte[][] bodies = [.. Enumerable.Range(0, 60).Select(index => (index % 3) switch
        {
            0 => messages.Traces().ToByteArray(),
            1 => messages.Logs().ToByteArray(),
            _ => messages.Metrics().ToByteArray(),
        })];
        var random = new Random(11);
        var refused = 0;
        for (var index = 0; index < Mutations; index++)
        {
            var body = Damaged(bodies[random.Next(bodies.Length)], random);
            refused += IsRefused(() => TraceDecoder.Decode(body, _pool)) | IsRefused(() => LogDecoder.Decode(body, _pool)) | IsRefused(() => MetricDecoder.Decode(body, _pool));
        }

        Assert.InRange(refused, Mutations / 20, Mutations - 1);
    }

    [Fact]
    public void A_value_that_nests_three_hundred_lists_is_cut_off()
    {
        byte[] value = [];
        for (var depth = 0; depth < 300; depth++)
            value = new AnyValue { ArrayValue = new ArrayValue { Values = { new AnyValue() } } }.ToByteArray() is var shell && depth == 0
                ? shell
                : Nested(value);
        var text = AnyValueText.Read(value, _pool);
        Assert.Contains("…", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 1, 100);
    }

    [Fact]
    public void A_resource_that_stands_after_its_spans_counts()
    {
        var spans = new ResourceSpans { ScopeSpans = { new ScopeSpans { Spans = { new Span { Name = "a" } } } } }.ToByteArray();
        var resource = new ResourceSpans { Resource = new Source { Attributes = { new KeyValue { Key = "service.name", Value = new AnyValue { StringValue = "late" } } } } }.ToByteArray();
        byte[] both = [.. spans, .. resource];
        byte[] body = [(1 << 3) | 2, (byte)both.Length, .. both];
        Assert.Equal("late", Assert.Single(TraceDecoder.Decode(body, _pool)).Sender.Resource);
    }

    // AnyValue { array_value { values { … } } } around a value.
    private static byte[] Nested(byte[] value)
    {
        var array = Field(1, value);
        return Field(5, array);
    }

    private static byte[] Field(int number, byte[] value)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(number, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(value));
        }

        return stream.ToArray();
    }

    private static byte[] Damaged(byte[] body, Random random)
    {
        var copy = (byte[])body.Clone();
        for (var count = random.Next(1, 6); count > 0; count--)
            copy[random.Next(copy.Length)] = (byte)random.Next(256);
        return random.Next(3) == 0 ? copy[..random.Next(copy.Length)] : copy;
    }

    private static int IsRefused<T>(Func<T> decode)
    {
        try
        {
            decode();
            return 0;
        }
        catch (OtlpFormatException)
        {
            return 1;
        }
    }
}
