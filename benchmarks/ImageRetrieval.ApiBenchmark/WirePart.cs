using System.Buffers;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using ImageRetrieval.VisionBenchmark;
using MessagePack;

namespace ImageRetrieval.ApiBenchmark;

/// <summary>What one embedding costs on the wire: bytes, and time to encode and to decode, in each form that the Api has.</summary>
internal static class WirePart
{
    private const int Dimension = 1280;
    private const int Calls = 500;

    private static readonly (string Name, Func<float[], byte[]> Encode, Func<byte[], float[]> Decode)[] s_forms =
    [
        ("JSON, numbers", vector => JsonSerializer.SerializeToUtf8Bytes(vector), bytes => JsonSerializer.Deserialize<float[]>(bytes)!),
        ("JSON, base64", vector => JsonSerializer.SerializeToUtf8Bytes(MemoryMarshal.AsBytes<float>(vector).ToArray()), bytes => Floats(JsonSerializer.Deserialize<byte[]>(bytes))),
        ("MessagePack, array of float32", EncodeArray, DecodeArray),
        ("MessagePack, binary", EncodeBinary, DecodeBinary),
    ];

    internal static void Run(BenchmarkOptions options, Report report)
    {
        var vector = Enumerable.Range(1, Dimension).Select(i => MathF.Sin(i) / MathF.Sqrt(Dimension / 2f)).ToArray();
        var times = s_forms.Select(_ => (Encode: new List<double>(), Decode: new List<double>())).ToArray();
        // The first round compiles and does not count; the forms alternate, so that other load on the machine affects all of them.
        for (var round = 0; round <= options.Rounds; round++)
        {
            for (var form = 0; form < s_forms.Length; form++)
            {
                var (encode, decode) = Measure(s_forms[form].Encode, s_forms[form].Decode, vector);
                if (round == 0)
                    continue;
                times[form].Encode.Add(encode);
                times[form].Decode.Add(decode);
            }
        }

        report.Table($"One embedding of {Dimension} components on the wire", "form", "bytes:", "encode us:", "decode us:");
        for (var form = 0; form < s_forms.Length; form++)
            report.Line($"| {s_forms[form].Name} | {s_forms[form].Encode(vector).Length} | {Median(times[form].Encode):F2} | {Median(times[form].Decode):F2} |");
        report.Line($"");
        report.Line($"One thread, wall time; medians of {options.Rounds} rounds of {Calls} calls, alternating between the forms.");
    }

    private static (double Encode, double Decode) Measure(Func<float[], byte[]> encode, Func<byte[], float[]> decode, float[] vector)
    {
        var bytes = encode(vector);
        if (!decode(bytes).AsSpan().SequenceEqual(vector))
            throw new InvalidOperationException("What was decoded is not what was encoded.");
        return (Microseconds(() => encode(vector)), Microseconds(() => decode(bytes)));
    }

    private static double Microseconds(Func<object> work)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Calls; i++)
            GC.KeepAlive(work());
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / Calls;
    }

    private static byte[] EncodeArray(float[] vector)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        writer.WriteArrayHeader(vector.Length);
        foreach (var component in vector)
            writer.Write(component);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static float[] DecodeArray(byte[] bytes)
    {
        var reader = new MessagePackReader(bytes);
        var vector = new float[reader.ReadArrayHeader()];
        for (var i = 0; i < vector.Length; i++)
            vector[i] = reader.ReadSingle();
        return vector;
    }

    private static byte[] EncodeBinary(float[] vector)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        writer.Write(MemoryMarshal.AsBytes<float>(vector));
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static float[] DecodeBinary(byte[] bytes) => Floats(new MessagePackReader(bytes).ReadBytes()!.Value.ToArray());

    private static float[] Floats(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, float>(bytes).ToArray();

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
