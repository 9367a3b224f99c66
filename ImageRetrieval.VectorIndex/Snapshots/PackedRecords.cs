using System.Runtime.CompilerServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>Many small records stored consecutively outside the managed heap, with an overhead of about 12 bytes each.</summary>
internal sealed unsafe class PackedRecords
{
    private const int ChunkBytes = 4 * 1024 * 1024;

    private readonly List<AlignedMemory> _chunks = [];

    // The chunk's number in the upper half, the position inside it in the lower.
    private readonly List<long> _places = [];
    private int _used;

    public int Count => _places.Count;

    /// <summary>A record; valid while this object is reachable and not freed.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            long place = _places[index];
            byte* start = _chunks[(int)(place >> 32)].Pointer + (int)place;
            return new ReadOnlySpan<byte>(start + sizeof(int), Unsafe.ReadUnaligned<int>(start));
        }
    }

    public void Add(ReadOnlySpan<byte> record)
    {
        int bytes = checked(sizeof(int) + record.Length);
        if (_chunks.Count == 0 || bytes > _chunks[^1].Bytes - _used)
        {
            _chunks.Add(new AlignedMemory(Math.Max(ChunkBytes, bytes)));
            _used = 0;
        }

        byte* start = _chunks[^1].Pointer + _used;
        Unsafe.WriteUnaligned(start, record.Length);
        record.CopyTo(new Span<byte>(start + sizeof(int), record.Length));
        _places.Add(((_chunks.Count - 1L) << 32) | (uint)_used);
        _used += bytes;
    }

    /// <summary>Frees the memory immediately; all records are gone.</summary>
    public void Free()
    {
        _places.Clear();
        foreach (AlignedMemory chunk in _chunks)
            chunk.Free();
        _chunks.Clear();
    }
}
