using System.Buffers.Binary;
using System.Text;

namespace ImageRetrieval.VectorIndex;

/// <summary>
/// The file of items. An item is found by position through a table of offsets, and by ImageId through a
/// permutation in the order of the ids' UTF-8 bytes: a binary search in the file, no dictionary in memory.
/// </summary>
internal sealed class ItemsSection
{
    private readonly MappedFile _file;
    private readonly ItemsLayout _layout;

    private ItemsSection(MappedFile file, ItemsLayout layout)
    {
        _file = file;
        _layout = layout;
    }

    public static ReadOnlySpan<byte> Magic => "IR-ITEMS"u8;

    public static ManifestSection Write(string folder, IReadOnlyList<byte[]> records)
    {
        var layout = new ItemsLayout(records.Count);
        long recordBytes = records.Sum(r => (long)r.Length);
        var header = new SectionHeader(Magic, records.Count, layout.Records + recordBytes);
        using var writer = new SectionWriter(folder, SnapshotFormat.ItemsName, header);
        Span<byte> number = stackalloc byte[sizeof(long)];
        long offset = 0;
        for (int i = 0; i <= records.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, offset);
            writer.Write(number);
            offset += i < records.Count ? records[i].Length : 0;
        }

        foreach (int position in OrderById(records))
        {
            BinaryPrimitives.WriteInt32LittleEndian(number, position);
            writer.Write(number[..sizeof(int)]);
        }

        writer.PadTo(layout.Records);
        foreach (byte[] record in records)
            writer.Write(record);
        return writer.Complete();
    }

    public static ItemsSection Read(MappedSection section, bool verify)
    {
        var items = new ItemsSection(section.File, new ItemsLayout(section.Header.Count));
        // Reading the last offset also proves that the tables are inside the file.
        long records = items.Offset(section.Header.Count);
        if (records != section.File.Length - items._layout.Records)
            throw section.File.Damaged(items._layout.Order - sizeof(long), $"the records end at {records}, not at the end of the file");
        if (verify)
            items.CheckAll();
        return items;
    }

    public SnapshotItem Item(int position) => Read(position, ItemRecord.Decode);

    public string ImageId(int position) => Read(position, ItemRecord.DecodeId);

    /// <summary>The position of an ImageId; false if it is not here.</summary>
    public bool TryFind(string imageId, out int position)
    {
        byte[] wanted;
        try
        {
            wanted = ItemRecord.EncodeId(imageId);
        }
        catch (EncoderFallbackException)
        {
            // Not Unicode, so it cannot have been added.
            position = -1;
            return false;
        }

        int low = 0, high = _layout.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            position = Order(middle);
            int comparison = IdBytes(position).SequenceCompareTo(wanted);
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

    private static int[] OrderById(IReadOnlyList<byte[]> records)
    {
        int[] order = [.. Enumerable.Range(0, records.Count)];
        Array.Sort(order, (a, b) => ItemRecord.IdBytes(records[a]).SequenceCompareTo(ItemRecord.IdBytes(records[b])));
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
    }

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

    private ReadOnlySpan<byte> Record(int position)
    {
        long start = Offset(position), end = Offset(position + 1);
        if (start < 0 || end < start)
            throw _file.Damaged(ItemsLayout.Offsets + (long)position * sizeof(long), $"record {position} goes from {start} to {end}");
        return _file.Bytes(_layout.Records + start, end - start);
    }

    private long Offset(int index) =>
        BinaryPrimitives.ReadInt64LittleEndian(_file.Bytes(ItemsLayout.Offsets + (long)index * sizeof(long), sizeof(long)));

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
