using Microsoft.Win32.SafeHandles;

namespace ImageRetrieval.Collection.Embedded.Vectors;

/// <summary>
/// The embeddings of one space, append-only, in <c>&lt;data&gt;/vectors/&lt;space&gt;/00000001.seg</c>. A partially
/// written embedding, after a kill, is dropped on the next open. Thread-safe.
/// </summary>
internal sealed class EmbeddingSegmentStore : IDisposable
{
    private readonly Lock _turn = new();
    private readonly Dictionary<ContentKey, long> _places = [];
    private readonly SafeFileHandle _file;
    private readonly int _dimension;
    private long _end;

    private EmbeddingSegmentStore(SafeFileHandle file, int dimension) => (_file, _dimension) = (file, dimension);

    /// <summary>How many embeddings there are.</summary>
    internal int Count
    {
        get
        {
            lock (_turn)
                return _places.Count;
        }
    }

    /// <summary>Bytes of an interrupted write that were truncated on open.</summary>
    internal long DroppedBytes { get; private set; }

    /// <summary>Damaged bytes that were skipped; the embeddings there are missing.</summary>
    internal long SkippedBytes { get; private set; }

    /// <exception cref="InvalidDataException">The file is a segment of another space or version.</exception>
    internal static EmbeddingSegmentStore Open(string folder, string space, int dimension)
    {
        var place = Path.Combine(folder, space);
        Directory.CreateDirectory(place);
        var path = Path.Combine(place, "00000001.seg");
        var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            var store = new EmbeddingSegmentStore(file, dimension);
            store.Load(path, VectorSegment.Header(space, dimension));
            return store;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <param name="sha256">Digest of the image's bytes, 64 hexadecimal digits.</param>
    internal bool Contains(string sha256)
    {
        var key = ContentKey.Parse(sha256);
        lock (_turn)
            return _places.ContainsKey(key);
    }

    /// <summary>Reads an embedding; false when there is none for these bytes.</summary>
    internal bool TryRead(string sha256, Span<float> vector)
    {
        var key = ContentKey.Parse(sha256);
        long place;
        lock (_turn)
        {
            if (!_places.TryGetValue(key, out place))
                return false;
        }
        var bytes = new byte[_dimension * sizeof(float)];
        ReadExactly(bytes, place);
        VectorSegment.ReadVector(bytes, vector);
        return true;
    }

    /// <summary>Appends an embedding in one write; a second one for the same bytes is ignored.</summary>
    internal void Append(string sha256, ReadOnlySpan<float> vector)
    {
        if (vector.Length != _dimension)
            throw new ArgumentException($"The embedding has {vector.Length} components; this store requires {_dimension}.", nameof(vector));
        var key = ContentKey.Parse(sha256);
        Span<byte> keyBytes = stackalloc byte[VectorSegment.KeyBytes];
        key.Write(keyBytes);
        var batch = VectorSegment.Batch(keyBytes, vector);
        lock (_turn)
        {
            if (_places.ContainsKey(key))
                return;
            // What a full disk truncated is after the end: the next append overwrites it, the next open drops it.
            RandomAccess.Write(_file, batch, _end);
            _places.Add(key, _end + VectorSegment.BatchHeaderBytes + VectorSegment.KeyBytes);
            _end += batch.Length;
        }
    }

    /// <summary>Waits until everything is on disk.</summary>
    internal void Flush() => RandomAccess.FlushToDisk(_file);

    public void Dispose() => _file.Dispose();

    private void Load(string path, byte[] header)
    {
        var length = RandomAccess.GetLength(_file);
        var found = new byte[Math.Min(length, header.Length)];
        ReadExactly(found, 0);
        // A shorter file is new, or its Worker was killed while the header was written: nothing can have followed it.
        if (header.AsSpan().StartsWith(found) && found.Length < header.Length)
        {
            RandomAccess.Write(_file, header, 0);
            _end = header.Length;
            return;
        }
        if (!found.AsSpan().SequenceEqual(header))
            throw new InvalidDataException($"'{path}' is not a vector segment (format 1) of its folder's embedding space: move it away, and the embeddings are recomputed.");
        _end = ScanBatches(header.Length, length);
        DroppedBytes = length - _end;
        if (DroppedBytes > 0)
            RandomAccess.SetLength(_file, _end);
    }

    // A damaged batch is skipped, by the length of the batches that are written here: those after it are good.
    private long ScanBatches(long start, long length)
    {
        var recordBytes = VectorSegment.RecordBytes(_dimension);
        var window = new SegmentWindow(_file, length);
        var (position, end) = (start, start);
        while (position + VectorSegment.BatchHeaderBytes <= length)
        {
            var whole = BatchLength(window.Read(position, VectorSegment.BatchHeaderBytes), recordBytes);
            if (whole > 0 && position + whole <= length && TryAddBatch(window.Read(position, (int)whole), position, recordBytes))
            {
                SkippedBytes += position - end;
                position += whole;
                end = position;
            }
            else
            {
                position += VectorSegment.BatchHeaderBytes + recordBytes;
            }
        }
        return end;
    }

    /// <summary>Bytes of the batch that begins here; 0 when there is none.</summary>
    private static long BatchLength(ReadOnlySpan<byte> header, int recordBytes)
    {
        var count = VectorSegment.RecordCount(header);
        var length = VectorSegment.BatchHeaderBytes + (long)count * recordBytes;
        return count < 0 || length > Array.MaxLength ? 0 : length;
    }

    private bool TryAddBatch(ReadOnlySpan<byte> batch, long position, int recordBytes)
    {
        var records = batch[VectorSegment.BatchHeaderBytes..];
        if (!VectorSegment.IsIntact(batch, records))
            return false;
        AddRecords(records, position + VectorSegment.BatchHeaderBytes, recordBytes);
        return true;
    }

    private void AddRecords(ReadOnlySpan<byte> records, long position, int recordBytes)
    {
        for (var i = 0; i < records.Length; i += recordBytes)
            _places[ContentKey.Read(records[i..])] = position + i + VectorSegment.KeyBytes;
    }

    private void ReadExactly(Span<byte> bytes, long position)
    {
        while (!bytes.IsEmpty)
        {
            var read = RandomAccess.Read(_file, bytes, position);
            if (read == 0)
                throw new EndOfStreamException("A vector segment has become shorter.");
            bytes = bytes[read..];
            position += read;
        }
    }
}
