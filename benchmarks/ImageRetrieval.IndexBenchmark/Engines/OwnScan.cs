using ImageRetrieval.IndexBenchmark.Data;

namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>This project's exact search.</summary>
internal sealed class OwnScan(string name, VectorSet set, BenchmarkOptions options) : LocalEngine(name, set, options)
{
    // The scan reads the vectors of a graph and none of its links: a cheap graph will do.
    // Not the cheapest: with two links a node, most nodes must be hung in one by one.
    private readonly BenchmarkOptions _cheapest = options with { M = 8, EfConstruction = 16 };
    private OwnIndex? _index;

    public override string Title => "ImageRetrieval.VectorIndex, exact search";

    public override bool IsExact => true;

    private OwnIndex Index => _index ?? throw new InvalidOperationException($"{Name} was not built.");

    public override int Search(ReadOnlySpan<float> query, int ef, Span<Hit> found) => Index.Scan(query, found);

    public override void Dispose() => _index?.Dispose();

    protected override void BuildIndex(int threads) => _index = OwnIndex.Build(Set, OwnIndex.Float32(_cheapest));
}
