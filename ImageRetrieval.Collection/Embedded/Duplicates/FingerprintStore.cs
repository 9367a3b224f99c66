using System.Buffers;
using System.Buffers.Binary;

namespace ImageRetrieval.Collection.Embedded.Duplicates;

/// <summary>
/// The fingerprints of all images by the SHA-256 of their bytes, append-only, in <c>&lt;data&gt;/fingerprints/&lt;space&gt;/</c>.
/// One process writes; <see cref="FingerprintReader"/> reads at the same time. A fingerprint is written whole or, after a kill in the
/// middle, dropped at the next opening. Thread-safe.
/// </summary>
internal sealed class FingerprintStore : IDisposable
{
    private readonly Lock _turn = new();
    private readonly Dictionary<ContentKey, int> _records;
    private readonly FingerprintFile _file;
    private readonly int _bytes;
    private int _end;

    private FingerprintStore(FingerprintFile file, int bytes)
    {
        (_file, _bytes) = (file, bytes);
        var records = (RandomAccess.GetLength(file.Handle) - file.HeaderBytes) / file.RecordBytes;
        _records = new((int)Math.Max(0, records));
    }

    /// <summary>How many fingerprints there are.</summary>
    public int Count
    {
        get
        {
            lock (_turn)
                return _records.Count;
        }
    }

    /// <summary>Bytes of a partial write that were truncated on opening.</summary>
    public long DroppedBytes { get; private set; }

    /// <summary>Damaged records that were skipped on opening; their fingerprints are missing.</summary>
    public int DamagedRecords { get; private set; }

    /// <summary>Opens the store, or creates it.</summary>
    /// <param name="folder">The folder of all spaces.</param>
    /// <param name="space">Identifies how the fingerprints are computed; a folder name.</param>
    /// <param name="bytes">Bytes of a fingerprint.</param>
    /// <exception cref="InvalidDataException">The file is something else.</exception>
    /// <exception cref="IOException">Another process writes to it.</exception>
    public static FingerprintStore Open(string folder, string space, int bytes)
    {
        var path = FingerprintFile.PathIn(folder, space);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            var file = new FingerprintFile(handle, path, space, bytes);
            var isEmpty = file.Begin();
            var store = new FingerprintStore(file, bytes);
            if (!isEmpty)
                store.Load();
            return store;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Whether there is a fingerprint of these bytes.</summary>
    public bool Contains(ContentKey key) => TryFind(key, out _);

    /// <summary>The number of a record, which never changes; false when there is no fingerprint of these bytes.</summary>
    public bool TryFind(ContentKey key, out int record)
    {
        lock (_turn)
            return _records.TryGetValue(key, out record);
    }

    /// <summary>Reads a fingerprint; false when it is damaged.</summary>
    /// <param name="record">As returned by <see cref="TryFind"/>.</param>
    /// <param name="fingerprint">Receives it.</param>
    public bool TryRead(int record, Span<byte> fingerprint)
    {
        var whole = ArrayPool<byte>.Shared.Rent(_file.RecordBytes);
        try
        {
            if (!_file.TryRead(record, whole))
                return false;
            FingerprintFile.PayloadOf(whole.AsSpan(0, _file.RecordBytes)).CopyTo(fingerprint);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    /// <summary>The first 8 bytes of a fingerprint, little-endian, without a check of the rest; 0 when there is no such record.</summary>
    public ulong ReadHead(int record)
    {
        Span<byte> head = stackalloc byte[sizeof(ulong)];
        return RandomAccess.Read(_file.Handle, head, _file.PlaceOf(record) + _file.RecordBytes - _bytes) == head.Length
            ? BinaryPrimitives.ReadUInt64LittleEndian(head)
            : 0;
    }

    /// <summary>Appends a fingerprint in one write; a second one for the same bytes is ignored.</summary>
    /// <exception cref="ArgumentException">It has another length than those of this store.</exception>
    public void Append(ContentKey key, ReadOnlySpan<byte> fingerprint)
    {
        if (fingerprint.Length != _bytes)
            throw new ArgumentException($"The fingerprint has {fingerprint.Length} bytes; this store requires {_bytes}.", nameof(fingerprint));
        lock (_turn)
        {
            if (_records.ContainsKey(key))
                return;
            // What a full disk truncated is after the end: the next append overwrites it, the next open drops it.
            _file.Write(_end, key, fingerprint);
            _records.Add(key, _end);
            _end++;
        }
    }

    /// <summary>Waits until everything is on disk.</summary>
    public void Flush() => RandomAccess.FlushToDisk(_file.Handle);

    /// <inheritdoc />
    public void Dispose() => _file.Handle.Dispose();

    private void Load()
    {
        const int atOnce = 256;
        var size = _file.RecordBytes;
        var buffer = new byte[atOnce * size];
        var length = RandomAccess.GetLength(_file.Handle);
        var damaged = 0;
        for (var record = 0; _file.PlaceOf(record) < length;)
        {
            var read = RandomAccess.Read(_file.Handle, buffer, _file.PlaceOf(record));
            var whole = read / size;
            for (var i = 0; i < whole; i++, record++)
            {
                var bytes = buffer.AsSpan(i * size, size);
                if (!FingerprintFile.IsIntact(bytes))
                {
                    damaged++;
                    continue;
                }
                _records[FingerprintFile.KeyOf(bytes)] = record;
                (_end, DamagedRecords) = (record + 1, damaged);
            }
            if (whole == 0)
                break;
        }
        DroppedBytes = length - _file.PlaceOf(_end);
        if (DroppedBytes > 0)
            RandomAccess.SetLength(_file.Handle, _file.PlaceOf(_end));
    }
}
