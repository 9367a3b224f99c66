using ImageRetrieval.IndexBenchmark.Data;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>This project's graph.</summary>
internal sealed class OwnHnsw(string name, VectorSet set, BenchmarkOptions options, HnswOptions hnsw) : LocalEngine(name, set, options), ISavedEngine
{
    private OwnIndex? _index;

    public override string Title => "ImageRetrieval.VectorIndex, HNSW";

    public override bool IsExact => false;

    public override bool BuildsWithThreads => true;

    private OwnIndex Index => _index ?? throw new InvalidOperationException($"{Name} was not built.");

    public override int Search(ReadOnlySpan<float> query, int ef, Span<Hit> found) => Index.Search(query, ef, found);

    public override double? Evaluations(int ef) =>
        Enumerable.Range(0, Set.Queries).Average(query => Index.Evaluations(Set.Query(query), Options.K, ef));

    public void Save(string folder) => OwnIndex.Publish(Set, hnsw, folder);

    public void Open(string folder) => Take(OwnIndex.Open(folder));

    public override void Dispose() => _index?.Dispose();

    protected override void BuildIndex(int threads) => Take(OwnIndex.Build(Set, hnsw with { Threads = threads }));

    private void Take(OwnIndex index)
    {
        _index?.Dispose();
        _index = index;
    }
}
