using ImageRetrieval.Api.Facets;
using ImageRetrieval.Api.Filters;
using ImageRetrieval.VectorIndex;
using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.Api.Index;

/// <summary>One request's hold on a snapshot: it stays mapped until this is disposed.</summary>
internal sealed class SnapshotLease(LiveSnapshot live) : IDisposable
{
    private LiveSnapshot? _live = live;

    internal EmbeddingModel Model => Live.Model;

    internal Snapshot Snapshot => Live.Snapshot;

    internal ConditionCache<SnapshotFilter> Filters => Live.Filters;

    internal ConditionCache<FacetTable> Facets => Live.Facets;

    private LiveSnapshot Live => _live ?? throw new ObjectDisposedException(nameof(SnapshotLease));

    public void Dispose() => Interlocked.Exchange(ref _live, null)?.Leave();
}
