namespace ImageRetrieval.Collection.Embedded.Duplicates;

/// <summary>Reads single fingerprints by the number of their record, while another process writes. Thread-safe.</summary>
internal sealed class FingerprintReader : IDisposable
{
    private readonly FingerprintFile _file;

    private FingerprintReader(FingerprintFile file) => _file = file;

    /// <summary>Opens the fingerprints; null when there are none.</summary>
    /// <inheritdoc cref="FingerprintStore.Open"/>
    public static FingerprintReader? Open(string folder, string space, int bytes)
    {
        var path = FingerprintFile.PathIn(folder, space);
        if (!File.Exists(path))
            return null;
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            var file = new FingerprintFile(handle, path, space, bytes);
            file.CheckHeader();
            return new FingerprintReader(file);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Reads a fingerprint; false when the record is damaged, missing, or of other bytes.</summary>
    /// <param name="record">Its number.</param>
    /// <param name="key">Of the bytes whose fingerprint it must be.</param>
    /// <param name="fingerprint">Receives it.</param>
    public bool TryRead(int record, ContentKey key, Span<byte> fingerprint)
    {
        var whole = new byte[_file.RecordBytes];
        if (!_file.TryRead(record, whole) || FingerprintFile.KeyOf(whole) != key)
            return false;
        FingerprintFile.PayloadOf(whole).CopyTo(fingerprint);
        return true;
    }

    /// <inheritdoc />
    public void Dispose() => _file.Handle.Dispose();
}
