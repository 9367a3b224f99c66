using System.Buffers.Binary;
using System.Text;

namespace ImageRetrieval.VectorIndex;

/// <summary>
/// The file of items. An item is found by position through a table of offsets, and by ImageId through a
/// permutation in the order of the ids' UTF-8 bytes: a binary search in the file, no dictionary in memory.
/// The items of a node are adjacent; a third table gives the first of each.
/// </summary>
internal sealed class ItemsSection
{
    private const int NodesOffset = SectionHeader.FieldsOffset;

    private readonly MappedFile _file;
    private readonly ItemsLayout _layout;

    private ItemsSection(MappedFile file, ItemsLayout layout)
    {
        _file = file;
        _layout = layout;
    }

    public static ReadOnlySpan<byte> Magic => "IR-ITEMS"u8;

    /// <summary>Number of items.</summary>
    public int Count => _layout.Count;

    /// <summary>Whether each item has its own node: then the position is the node.</summary>
    public bool IsOneEach => _layout.Count == _layout.Nodes;

    public static ManifestSection Write(string folder, CollectedItems items, ItemOrder order)
    {
        var layout = new ItemsLayout(order.Slots.Length, order.Nodes.Length);
        long recordBytes = order.Slots.Sum(slot => (long)items.Record(slot).Length);
        var header = new SectionHeader(Magic, layout.Count, layout.Records + recordBytes);
        header.SetInt32(NodesOffset, layout.Nodes);
        using var writer = new SectionWriter(folder, SnapshotFormat.ItemsName, header);
        long offset = 0;
        writer.WriteInt64(offset);
        foreach (int slot in order.Slots)
            writer.WriteInt64(offset += items.Record(slot).Length);
        foreach (int position in OrderById(items, order.Slots))
            writer.WriteInt32(position);
        foreach (int first in order.FirstOfNode)
            writer.WriteInt32(first);
        writer.PadTo(layout.Records);
        foreach (int slot in order.Slots)
            writer.Write(items.Record(slot));
        return writer.Complete();
    }

    /// <param name="section">An open file of items.</param>
    /// <param name="nodes">The manifest's.</param>
    /// <param name="verify">Whether to check every record, id and node.</param>
    public static ItemsSection Read(MappedSection section, int nodes, bool verify)
    {
        if (section.Header.GetInt32(NodesOffset) != nodes)
            throw section.File.Damaged(NodesOffset, $"it counts {section.Header.GetInt32(NodesOffset)} nodes, the manifest {nodes}");
        var items = new ItemsSection(section.File, new ItemsLayout(section.Header.Count, nodes));
        // Reading the last offset and the last node also ensures that the tables are inside the file.
        long records = items.Offset(items.Count);
        if (records != section.File.Length - items._layout.Records)
            throw section.File.Damaged(items._layout.Order - sizeof(long), $"the records end at {records}, not at the end of the file");
        if (items.First(0) != 0 || items.First(nodes) != items.Count)
            throw items.WrongNode(0, items.First(0), items.First(nodes));
        if (verify)
            items.CheckAll();
        return items;
    }

    public SnapshotItem Item(int position) => Read(position, ItemRecord.Decode);

    public string ImageId(int position) => Read(position, ItemRecord.DecodeId);

    /// <summary>The position of an ImageId; false if it does not exist.</summary>
    public bool TryFind(string imageId, out int position)
    {
        try
        {
            return TryFind(ItemRecord.EncodeId(imageId), out position);
        }
        catch (EncoderFallbackException)
        {
            // Not Unicode, so it cannot have been added.
            position = -1;
            return false;
        }
    }

    /// <summary>The position of an ImageId's UTF-8 bytes; false if it does not exist.</summary>
    public bool TryFind(ReadOnlySpan<byte> imageId, out int position)
    {
        int low = 0, high = _layout.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            position = Order(middle);
            int comparison = IdBytes(position).SequenceCompareTo(imageId);
            if (comparison == 0)
                return true;
            if (comparison < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        position = -1;
        return false;
    }

    /// <summary>The item's bytes; valid while the section is open.</summary>
    public ReadOnlySpan<byte> Record(int position)
    {
        long start = Offset(position), end = Offset(position + 1);
        if (start < 0 || end < start)
            throw _file.Damaged(ItemsLayout.Offsets + (long)position * sizeof(long), $"record {position} goes from {start} to {end}");
        return _file.Bytes(_layout.Records + start, end - start);
    }

    /// <summary>The positions of a node's first item and after its last; at least one item.</summary>
    public (int First, int End) ItemsOf(int node)
    {
        if (IsOneEach)
            return (node, node + 1);
        int first = First(node), end = First(node + 1);
        if (first < 0 || end <= first || end > Count)
            throw WrongNode(node, first, end);
        return (first, end);
    }

    /// <summary>The node of an item.</summary>
    public int NodeOf(int position)
    {
        if (IsOneEach)
            return position;
        int low = 0, high = _layout.Nodes - 1;
        while (low < high)
        {
            int middle = (low + high + 1) >>> 1;
            if (First(middle) <= position)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    /// <summary>The node of each item in turn.</summary>
    public IEnumerable<int> Nodes()
    {
        for (int node = 0; node < _layout.Nodes; node++)
        {
            (int first, int end) = ItemsOf(node);
            for (int position = first; position < end; position++)
                yield return node;
        }
    }

    private static int[] OrderById(CollectedItems items, int[] slots)
    {
        int[] order = [.. Enumerable.Range(0, slots.Length)];
        Array.Sort(order, (a, b) => ItemRecord.IdBytes(items.Record(slots[a])).SequenceCompareTo(ItemRecord.IdBytes(items.Record(slots[b]))));
        return order;
    }

    private void CheckAll()
    {
        for (int i = 0; i < _layout.Count; i++)
        {
            _ = Item(i);
            if (i > 0 && IdBytes(Order(i - 1)).SequenceCompareTo(IdBytes(Order(i))) >= 0)
                throw _file.Damaged(_layout.Order + (long)i * sizeof(int), "the ids are not in ascending order");
        }

        for (int node = 0; node < _layout.Nodes; node++)
        {
            if (First(node + 1) <= First(node))
                throw WrongNode(node, First(node), First(node + 1));
        }

        // Items are read on demand; the pages of the whole file need not stay in memory.
        _file.Forget();
    }

    private SnapshotException WrongNode(int node, int first, int end) =>
        _file.Damaged(_layout.FirstOfNode + (long)node * sizeof(int), $"the items of node {node} go from {first} to {end}, of {Count}");

    private ReadOnlySpan<byte> IdBytes(int position)
    {
        try
        {
            return ItemRecord.IdBytes(Record(position));
        }
        catch (ArgumentException)
        {
            throw DamagedRecord(position);
        }
    }

    private T Read<T>(int position, RecordReader<T> read)
    {
        try
        {
            return read(Record(position));
        }
        catch (ArgumentException)
        {
            // ArgumentOutOfRangeException from a slice, DecoderFallbackException from a text.
            throw DamagedRecord(position);
        }
    }

    private long Offset(int index) =>
        BinaryPrimitives.ReadInt64LittleEndian(_file.Bytes(ItemsLayout.Offsets + (long)index * sizeof(long), sizeof(long)));

    private int First(int node) =>
        BinaryPrimitives.ReadInt32LittleEndian(_file.Bytes(_layout.FirstOfNode + (long)node * sizeof(int), sizeof(int)));

    private int Order(int index)
    {
        long place = _layout.Order + (long)index * sizeof(int);
        int position = BinaryPrimitives.ReadInt32LittleEndian(_file.Bytes(place, sizeof(int)));
        if ((uint)position >= (uint)_layout.Count)
            throw _file.Damaged(place, $"it names item {position} of {_layout.Count}");
        return position;
    }

    private SnapshotException DamagedRecord(int position) =>
        _file.Damaged(_layout.Records + Offset(position), $"record {position} is not an item");

    private delegate T RecordReader<T>(ReadOnlySpan<byte> record);
}
