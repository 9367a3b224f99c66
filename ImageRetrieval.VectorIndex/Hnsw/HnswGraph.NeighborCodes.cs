namespace ImageRetrieval.VectorIndex;

/// <content>Codes of each node's neighbours beside its links.</content>
public sealed unsafe partial class HnswGraph
{
    private readonly bool _hasCopies;
    private readonly VectorFile? _vectorFile;

    /// <summary>Whether searches without a filter use codes of neighbours (<see cref="HnswOptions.NeighborCodes"/>): not every graph gains by them.</summary>
    public bool HasNeighborCodes => NeighborCodes is not null;

    /// <summary>Memory of the codes of neighbours; 0 without.</summary>
    public long NeighborCodeBytes => NeighborCodes?.Bytes ?? 0;

    internal NeighborCodes? NeighborCodes { get; }

    /// <summary>The same graph with codes of neighbours; this one where they are not worth it.</summary>
    /// <param name="threads">At least 1; the result does not depend on it.</param>
    /// <param name="token">Checked now and then.</param>
    internal HnswGraph WithNeighborCodes(int threads, CancellationToken token = default)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = token };
        if (new NeighborCodesBuild(_view, EntryPoint, parallel).Run() is not { } codes)
            return this;
        var with = new HnswGraph(_view, _nextCopy, _hasCopies, EntryPoint, MaxLevel, _owner, _vectorFile, codes);
        HnswGraph better = NeighborQuality.IsGood(with, this, token) ? with : this;
        GC.KeepAlive(_owner);
        return better;
    }
}
