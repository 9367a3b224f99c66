using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Vision.Fingerprints;
using ImageRetrieval.Worker.Ingest;

namespace ImageRetrieval.Worker.Duplicates;

/// <summary>The fingerprints of the data folder, opened when they are first needed: that reads all of them. Thread-safe.</summary>
internal sealed class KnownFingerprints(DataFolder folder, ILogger<KnownFingerprints> logger) : IDisposable
{
    private readonly Lock _turn = new();
    private FingerprintStore? _store;

    /// <exception cref="InvalidDataException">The file is something else.</exception>
    internal FingerprintStore Open()
    {
        lock (_turn)
            return _store ??= Load();
    }

    public void Dispose() => _store?.Dispose();

    private FingerprintStore Load()
    {
        var store = FingerprintStore.Open(FingerprintStore.FolderIn(folder.Path), PictureFingerprint.Space, PictureFingerprint.Bytes);
        if (store.DroppedBytes > 0 || store.DamagedRecords > 0)
            Log.FingerprintsDropped(logger, store.DroppedBytes, store.DamagedRecords);
        return store;
    }
}
