namespace ImageRetrieval.Api.Filters;

/// <summary>
/// What was made of the latest conditions on one snapshot: making it looks at every image, using it costs nothing. Callers
/// that want the same one at the same time make it once.
/// </summary>
internal sealed class ConditionCache<TValue>(Func<ImageFilter?, TValue> make, int capacity)
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

    /// <param name="filter">The condition; null for none.</param>
    internal TValue Get(ImageFilter? filter) => Find(filter).Value;

    private Lazy<TValue> Find(ImageFilter? filter)
    {
        var text = filter?.Text ?? "";
        lock (_lock)
        {
            if (_entries.TryGetValue(text, out var known))
            {
                _order.Remove(known);
                _order.AddFirst(known);
                return known.Value.Value;
            }

            if (_entries.Count == capacity)
            {
                _entries.Remove(_order.Last!.Value.Text);
                _order.RemoveLast();
            }
            var made = new Lazy<TValue>(() => make(filter));
            _entries.Add(text, _order.AddFirst(new Entry(text, made)));
            return made;
        }
    }

    private sealed record Entry(string Text, Lazy<TValue> Value);
}
