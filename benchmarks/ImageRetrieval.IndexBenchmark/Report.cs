using System.Globalization;
using System.Numerics;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.IndexBenchmark;

/// <summary>The measurements as Markdown.</summary>
internal static class Report
{
    public static void WriteSetting(TextWriter output, BenchmarkOptions options, VectorSet set, double buildCpuSeconds)
    {
        HnswOptions hnsw = options.Hnsw;
        Line(output, $"# HNSW, {set.Count} x {options.Dimension}");
        Line(output, $"");
        Line(output, $"- Data: {set.Origin}; {set.Queries} held-out queries");
        Line(output, $"- Graph: M = {hnsw.M}, efConstruction = {hnsw.EfConstruction}, seed {hnsw.Seed}; float32");
        Line(output, $"- Processor: {Cpu.Name()}, {Vector<float>.Count * 32}-bit vectors; {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}");
        Line(output, $"- Build: {buildCpuSeconds:F1} CPU seconds, one thread");
        Line(output, $"- Search: one thread, CPU time, median of {options.Rounds} rounds; recall against exact search");
    }

    public static void WriteExact(TextWriter output, double queriesPerCpuSecond) =>
        Line(output, $"- Exact search: {queriesPerCpuSecond:F0} queries per CPU second");

    public static void WriteTableHead(TextWriter output, int k)
    {
        Line(output, $"");
        Line(output, $"| efSearch | recall@{k} | queries per CPU second | distance evaluations a query |");
        Line(output, $"|---:|---:|---:|---:|");
    }

    public static void WriteRow(TextWriter output, Measurement row) =>
        Line(output, $"| {row.EfSearch} | {row.Recall:F4} | {row.QueriesPerCpuSecond:F0} | {row.Evaluations:F0} |");

    private static void Line(TextWriter output, FormattableString text) =>
        output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
