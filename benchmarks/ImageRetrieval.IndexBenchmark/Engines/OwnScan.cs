using ImageRetrieval.IndexBenchmark.Data;

namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>This project's exact search.</summary>
internal sealed class OwnScan(string name, VectorSet set, BenchmarkOptions options) : LocalEngine(name, set, options)
{
    // The scan reads the vectors of a graph and none of its links: the cheapest graph there is will do.
    private readonly BenchmarkOptions _cheapest = options with { M = 2, EfConstruction = 2 };
    private OwnIndex? _index;

    public override string Title => "ImageRetrieval.VectorIndex, exact search";

    public override bool IsExact => true;

    private OwnIndex Index => _index ?? throw new InvalidOperationException($"{Name} was not built.");

    public override int Search(ReadOnlySpan<float> query, int ef, Span<Hit> found) => Index.Scan(query, found);

    public override void Dispose() => _index?.Dispose();

    protected override void BuildIndex(int threads) => _index = OwnIndex.Build(Set, OwnIndex.Float32(_cheapest));
}
