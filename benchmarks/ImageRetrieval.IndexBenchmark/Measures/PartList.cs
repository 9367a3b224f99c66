using ImageRetrieval.IndexBenchmark.Report;

namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>What can be measured, in the order of the report.</summary>
internal static class PartList
{
    private static readonly Dictionary<string, Action<Workbench, MarkdownReport>> s_parts = new()
    {
        ["curve"] = CurvePart.Run,
        ["build"] = BuildPart.Run,
        ["threads"] = ThreadsPart.Run,
        ["batch"] = BatchPart.Run,
        ["memory"] = MemoryPart.Run,
        ["allocation"] = AllocationPart.Run,
        ["hard"] = HardCasesPart.Run,
        ["changes"] = ChangesPart.Run,
        ["filters"] = FiltersPart.Run,
        ["swap"] = SwapPart.Run,
        ["crossover"] = CrossoverPart.Run,
        ["context"] = ContextPart.Run,
    };

    public static IReadOnlyList<string> Names { get; } = [.. s_parts.Keys];

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="bench">What is measured.</param>
    /// <param name="report">Receives the tables.</param>
    public static void Run(string name, Workbench bench, MarkdownReport report) => s_parts[name](bench, report);
}
