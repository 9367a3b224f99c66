using ImageRetrieval.Collection.Duplicates;

namespace ImageRetrieval.Collection.Embedded.Duplicates;

/// <summary>The fingerprints of the data folder, opened when they are first needed, which reads all of them. Thread-safe.</summary>
internal sealed class KnownFingerprints(DataLayout layout, IPictureComparers pictures) : IFingerprints, IDisposable
{
    private readonly Lock _turn = new();
    private FingerprintStore? _store;
    private bool _isTold;

    public ValueTask<FingerprintRepair> OpenAsync(CancellationToken token)
    {
        var store = Open();
        lock (_turn)
        {
            var repair = _isTold ? default : new FingerprintRepair(store.DroppedBytes, store.DamagedRecords);
            _isTold = true;
            return new(repair);
        }
    }

    public ValueTask<bool> ContainsAsync(ContentKey key, CancellationToken token) => new(Open().Contains(key));

    public ValueTask AppendAsync(ContentKey key, ReadOnlyMemory<byte> fingerprint, CancellationToken token)
    {
        Open().Append(key, fingerprint.Span);
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _store?.Dispose();

    /// <exception cref="InvalidDataException">The file is something else.</exception>
    internal FingerprintStore Open()
    {
        lock (_turn)
            return _store ??= FingerprintStore.Open(layout.Fingerprints, pictures.FingerprintSpace, pictures.FingerprintBytes);
    }
}
