using System.Globalization;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Duplicates;

/// <summary>The different contents of a snapshot, numbered in the order of their keys, and the images that have them.</summary>
internal sealed class SnapshotContents
{
    private readonly Snapshot _snapshot;
    private readonly int[] _positions;
    private readonly int[] _starts;
    private readonly int[] _contentOf;

    private SnapshotContents(Snapshot snapshot, int[] positions, int[] starts)
    {
        (_snapshot, _positions, _starts) = (snapshot, positions, starts);
        All = new KnownContent[starts.Length - 1];
        _contentOf = new int[snapshot.Count];
        Array.Fill(_contentOf, -1);
        for (var content = 0; content < All.Length; content++)
        {
            foreach (var position in PositionsOf(content))
                _contentOf[position] = content;
        }
    }

    /// <summary>The contents by number.</summary>
    internal KnownContent[] All { get; }

    /// <param name="snapshot">Stays open as long as this is used.</param>
    /// <param name="fingerprints">Where their fingerprints are.</param>
    /// <param name="layout">Where their bytes are.</param>
    /// <param name="previous">An earlier file, which knows most of them; null for none.</param>
    /// <param name="token">Stops the reading.</param>
    internal static SnapshotContents Read(Snapshot snapshot, FingerprintStore fingerprints, DataLayout layout, DuplicatesFile? previous, CancellationToken token)
    {
        var (positions, starts) = Order(snapshot, token);
        var contents = new SnapshotContents(snapshot, positions, starts);
        using var known = (previous?.ReadContents() ?? []).GetEnumerator();
        var hasKnown = known.MoveNext();
        for (var number = 0; number < contents.All.Length; number++)
        {
            token.ThrowIfCancellationRequested();
            var (item, images) = (snapshot.GetItem(positions[starts[number]]), starts[number + 1] - starts[number]);
            var key = ContentKey.Parse(item.Fields[ItemFields.Sha256]);
            while (hasKnown && known.Current.Key.CompareTo(key) < 0)
                hasKnown = known.MoveNext();
            contents.All[number] = hasKnown && known.Current.Key == key && known.Current.Fingerprint >= 0
                ? known.Current with { Images = images }
                : New(item, key, images, fingerprints, layout);
        }
        return contents;
    }

    /// <summary>The content of an item; -1 when the snapshot does not name it.</summary>
    internal int ContentOf(int position) => _contentOf[position];

    internal int FirstPosition(int content) => _positions[_starts[content]];

    internal IEnumerable<string> IdsOf(int content)
    {
        for (var i = _starts[content]; i < _starts[content + 1]; i++)
            yield return _snapshot.GetItem(_positions[i]).ImageId;
    }

    /// <summary>The present numbers of an earlier file's contents; -1 for those that are gone.</summary>
    internal int[] NumbersOf(DuplicatesFile previous)
    {
        var (numbers, next, i) = (new int[previous.Contents], 0, 0);
        foreach (var content in previous.ReadContents())
        {
            while (next < All.Length && All[next].Key.CompareTo(content.Key) < 0)
                next++;
            numbers[i++] = next < All.Length && All[next].Key == content.Key ? next : -1;
        }
        return numbers;
    }

    private ReadOnlySpan<int> PositionsOf(int content) => _positions.AsSpan(_starts[content].._starts[content + 1]);

    private static (int[] Positions, int[] Starts) Order(Snapshot snapshot, CancellationToken token)
    {
        var (keys, positions, count) = (new ContentKey[snapshot.Count], new int[snapshot.Count], 0);
        for (var position = 0; position < snapshot.Count; position++)
        {
            token.ThrowIfCancellationRequested();
            if (ContentKey.TryParse(snapshot.GetItem(position).Fields.GetValueOrDefault(ItemFields.Sha256), out var key))
                (keys[count], positions[count++]) = (key, position);
        }
        Array.Sort(keys, positions, 0, count, Comparer<ContentKey>.Create((one, other) => one.CompareTo(other)));
        var starts = new List<int>(count + 1);
        for (var i = 0; i < count; i++)
        {
            if (i == 0 || keys[i] != keys[i - 1])
                starts.Add(i);
        }
        starts.Add(count);
        for (var i = 0; i + 1 < starts.Count; i++)
            positions.AsSpan(starts[i]..starts[i + 1]).Sort();
        return (positions, [.. starts]);
    }

    private static KnownContent New(SnapshotItem item, ContentKey key, int images, FingerprintStore fingerprints, DataLayout layout)
    {
        var record = fingerprints.TryFind(key, out var found) ? found : -1;
        var extension = item.Fields.GetValueOrDefault(ItemFields.Extension, "");
        var file = new FileInfo(layout.ImageOf(item.Fields[ItemFields.Sha256], extension));
        return new KnownContent
        {
            Key = key,
            Hash = record < 0 ? 0 : fingerprints.ReadHead(record),
            Bytes = file.Exists ? file.Length : 0,
            Width = Number(item, ItemFields.Width),
            Height = Number(item, ItemFields.Height),
            Fingerprint = record,
            Images = images,
            Format = ContentFormats.Of(extension),
        };
    }

    private static int Number(SnapshotItem item, string field) =>
        int.TryParse(item.Fields.GetValueOrDefault(field), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
