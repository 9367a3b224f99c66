using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ImageRetrieval.VectorIndex;

/// <summary>
/// The nearest candidates of a search by estimates: as <see cref="CandidatePool"/>, for a few hundred at most. Free places hold the
/// largest number, so that an insertion is one pass over all places without a branch.
/// </summary>
internal sealed unsafe class NeighborPool
{
    /// <summary>More candidates than this are kept faster by a binary search and a move.</summary>
    public const int MostCapacity = 512;

    private const ulong Free = ulong.MaxValue;
    private const int Width = 8; // Vector512<ulong>.Count

    private readonly AlignedMemory _memory = new((MostCapacity + Width) * sizeof(ulong));
    private int _places;

    /// <summary>Candidates kept.</summary>
    public int Capacity { get; private set; }

    // Invariant: _places, a multiple of the vector width, is at most the memory's length; keys ascend up to there.
    private ulong* First => (ulong*)_memory.Pointer;

    /// <summary>What a new candidate must be nearer than; NaN while there is room.</summary>
    public float Bound => Candidate.Distance(First[Capacity - 1]);

    /// <summary>The candidates, nearest first; valid while this is reachable.</summary>
    public ReadOnlySpan<ulong> Keys
    {
        get
        {
            var keys = new ReadOnlySpan<ulong>(First, Capacity);
            int end = keys.IndexOf(Free);
            return end < 0 ? keys : keys[..end];
        }
    }

    public void Reset(int capacity)
    {
        (_places, Capacity) = (0, 0);
        Extend(capacity);
    }

    /// <summary>Keeps more candidates, and marks none of those that are there as expanded.</summary>
    public void Restart(int capacity)
    {
        for (int i = 0; i < Capacity; i++)
        {
            if (First[i] != Free)
                First[i] = Candidate.Unexpanded(First[i]);
        }

        // What was only in places beyond the capacity was never a candidate.
        new Span<ulong>(First + Capacity, _places - Capacity).Fill(Free);
        Extend(capacity);
    }

    /// <summary>Takes and marks the nearest that was not expanded, of the first <paramref name="expandable"/>; -1 when there is none.</summary>
    public int TakeNext(int expandable)
    {
        for (int i = 0; i < expandable; i += Width)
        {
            Vector512<ulong> keys = Vector512.Load(First + i);
            ulong unexpanded = Vector512.Equals(keys & Vector512<ulong>.One, Vector512<ulong>.Zero).ExtractMostSignificantBits();
            if (unexpanded == 0)
                continue;
            int place = BitOperations.TrailingZeroCount(unexpanded);
            if (i + place >= expandable)
                break;
            // Written as a whole vector: the next reader loads one, and would wait for a single number to arrive in the cache.
            Vector512<ulong> mark = Vector512.Equals(Vector512<ulong>.Indices, Vector512.Create((ulong)place)) & Vector512<ulong>.One;
            int node = Candidate.Node(First[i + place]);
            (keys | mark).Store(First + i);
            return node;
        }

        return -1;
    }

    /// <summary>Inserts keys in order; those that are farther than all others fall out.</summary>
    public void Add(ulong* keys, int count)
    {
        ulong* end = First + _places;
        for (int i = 0; i < count; i++)
        {
            if (Kernels.IsAvx512)
                Insert512(First, end, keys[i]);
            else
                Insert(keys[i]);
        }
    }

    // A place keeps its key if that is smaller; else it takes the new key or its neighbour's, whichever is larger.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Insert512(ulong* first, ulong* end, ulong key)
    {
        Vector512<ulong> inserted = Vector512.Create(key), before = default;
        for (ulong* place = first; place < end; place += Width)
        {
            Vector512<ulong> here = Vector512.Load(place);
            Vector512<ulong> shifted = Avx512F.AlignRight64(here, before, 7);
            Vector512.Min(here, Vector512.Max(inserted, shifted)).Store(place);
            before = here;
        }
    }

    private void Insert(ulong key)
    {
        var keys = new Span<ulong>(First, _places);
        if (key >= keys[^1])
            return;
        int place = keys.BinarySearch(key);
        place = place < 0 ? ~place : place;
        keys[place..^1].CopyTo(keys[(place + 1)..]);
        keys[place] = key;
    }

    private void Extend(int capacity)
    {
        int places = (capacity + Width - 1) / Width * Width;
        new Span<ulong>(First + _places, places - _places).Fill(Free);
        (_places, Capacity) = (places, capacity);
    }
}
