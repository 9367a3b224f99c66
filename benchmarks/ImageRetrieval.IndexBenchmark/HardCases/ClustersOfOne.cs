using ImageRetrieval.IndexBenchmark.Data;

namespace ImageRetrieval.IndexBenchmark.HardCases;

/// <summary>Generated rows with as many centres as rows: most rows have no other of their kind.</summary>
internal sealed class ClustersOfOne : IHardCase
{
    public string Name => "generated, as many clusters as rows";

    public VectorSet Make(VectorSet set, int seed) => new(
        GeneratedRows.Get(set.Count + set.Queries, set.Dimension, seed, set.Count),
        set.Dimension,
        set.Queries,
        $"CNN-like generator, {set.Count} centres, seed {seed}");
}
