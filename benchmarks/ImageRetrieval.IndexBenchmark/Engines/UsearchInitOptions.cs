using System.Runtime.InteropServices;

namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>usearch_init_options_t, field by field.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct UsearchInitOptions
{
    public int Metric;
    public nint MetricFunction;
    public int Quantization;
    public nuint Dimensions;
    public nuint Connectivity;
    public nuint ExpansionAdd;
    public nuint ExpansionSearch;
    public byte Multi;
}
