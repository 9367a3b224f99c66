using System.Collections;
using System.Text;

namespace ImageRetrieval.VectorIndex;

/// <summary>
/// The items of a snapshot under construction, each with its node: those of the previous snapshot, in place in its file, followed
/// by the added ones. An item's number here is its <em>slot</em>; removing an item does not change the slots of others.
/// </summary>
internal sealed class CollectedItems
{
    private readonly ItemsSection? _previous;
    private readonly int _previousCount;
    private readonly BitArray _gone;
    private readonly BitArray _kept;
    private readonly PackedRecords _added = new();
    private readonly List<int> _addedNodes = [];
    private readonly ContentTable _addedIds;

    /// <param name="previous">Must stay open while this is in use; null to start empty.</param>
    public CollectedItems(ItemsSection? previous)
    {
        _previous = previous;
        _previousCount = previous?.Count ?? 0;
        _gone = new BitArray(_previousCount);
        _kept = new BitArray(_previousCount);
        _addedIds = new ContentTable(index => ItemRecord.IdBytes(_added[index]));
        Count = _previousCount;
    }

    /// <summary>Items that are not removed.</summary>
    public int Count { get; private set; }

    /// <summary>The number of slots, including those of removed items.</summary>
    public int Slots => _previousCount + _added.Count;

    public bool IsGone(int slot) => slot < _previousCount && _gone[slot];

    public bool IsAdded(int slot) => slot >= _previousCount;

    /// <summary>The item's bytes; valid until the next change.</summary>
    public ReadOnlySpan<byte> Record(int slot) => IsAdded(slot) ? _added[slot - _previousCount] : _previous!.Record(slot);

    /// <summary>The node of each slot in turn.</summary>
    public IEnumerable<int> Nodes => (_previous?.Nodes() ?? []).Concat(_addedNodes);

    public bool TryFind(string imageId, out int slot)
    {
        slot = -1;
        byte[] id;
        try
        {
            id = ItemRecord.EncodeId(imageId);
        }
        catch (EncoderFallbackException)
        {
            // Not Unicode, so it cannot have been added.
            return false;
        }

        if (_addedIds.TryFind(id, out int added))
            slot = _previousCount + added;
        else if (_previous is not null && _previous.TryFind(id, out int position) && !_gone[position])
            slot = position;
        return slot >= 0;
    }

    public void Add(ReadOnlySpan<byte> record, int node)
    {
        _added.Add(record);
        _addedNodes.Add(node);
        _addedIds.Add(_added.Count - 1);
        Count++;
    }

    /// <param name="slot">Of an item of the previous snapshot that is not removed.</param>
    public void Remove(int slot)
    {
        _gone[slot] = true;
        Count--;
    }

    /// <param name="slot">The slot of an item of the previous snapshot that <see cref="RemoveOthers"/> must keep.</param>
    public void Keep(int slot) => _kept[slot] = true;

    /// <summary>Removes the previous snapshot's items that were not kept; returns their number.</summary>
    public int RemoveOthers()
    {
        int before = Count;
        for (int slot = 0; slot < _previousCount; slot++)
        {
            if (!_gone[slot] && !_kept[slot])
                Remove(slot);
        }

        return before - Count;
    }

    /// <summary>Releases the added items.</summary>
    public void Free() => _added.Free();
}
