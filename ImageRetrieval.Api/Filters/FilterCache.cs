using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Api.Filters;

/// <summary>
/// The filters that were used last on one snapshot: making one looks at every image, using one costs nothing. Callers
/// that want the same one at the same time make it once.
/// </summary>
internal sealed class FilterCache(Snapshot snapshot, int capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _order = new();

    internal int Count
    {
        get
        {
            lock (_lock)
                return _entries.Count;
        }
    }

    /// <summary>The images of the snapshot for which the condition holds.</summary>
    internal SnapshotFilter Get(ImageFilter filter) => Find(filter).Value;

    private Lazy<SnapshotFilter> Find(ImageFilter filter)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(filter.Text, out var known))
            {
                _order.Remove(known);
                _order.AddFirst(known);
                return known.Value.Filter;
            }

            if (_entries.Count == capacity)
            {
                _entries.Remove(_order.Last!.Value.Text);
                _order.RemoveLast();
            }
            var made = new Lazy<SnapshotFilter>(() => snapshot.Filter(filter.Holds));
            _entries.Add(filter.Text, _order.AddFirst(new Entry(filter.Text, made)));
            return made;
        }
    }

    private sealed record Entry(string Text, Lazy<SnapshotFilter> Filter);
}
