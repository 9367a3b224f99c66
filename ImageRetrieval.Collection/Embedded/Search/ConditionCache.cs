using ImageRetrieval.Collection.Filters;
using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Collection.Embedded.Search;

/// <summary>
/// The results of the latest conditions on one snapshot: computing one reads every image, using it costs nothing. Callers
/// that want the same one at the same time make it once.
/// </summary>
/// <param name="make">Creates it.</param>
/// <param name="capacity">The maximum number to keep.</param>
internal sealed class ConditionCache<TValue>(Func<ItemFilter?, CancellationToken, TValue> make, int capacity)
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

    /// <summary>Whether it is there, or being made.</summary>
    internal bool Has(ItemFilter? filter)
    {
        lock (_lock)
            return _entries.ContainsKey(TextOf(filter));
    }

    /// <param name="filter">The condition; null for none.</param>
    /// <param name="run">Runs the work when there is any.</param>
    /// <param name="token">Ends the waiting for another caller's work.</param>
    internal async Task<TValue> GetAsync(ItemFilter? filter, ScanRunner<TValue> run, CancellationToken token)
    {
        while (true)
        {
            var entry = FindOrAdd(TextOf(filter), out var isNew);
            if (isNew)
                return await MakeAsync(entry, filter, run);
            try
            {
                return await entry.Made.Task.WaitAsync(token);
            }
            catch (OperationCanceledException) when (!token.IsCancellationRequested)
            {
                // The caller that was computing it has been cancelled: now it is computed here.
            }
        }
    }

    private static string TextOf(ItemFilter? filter) => filter?.Text ?? "";

    private async Task<TValue> MakeAsync(Entry entry, ItemFilter? filter, ScanRunner<TValue> run)
    {
        try
        {
            var value = await run(token => make(filter, token));
            entry.Made.SetResult(value);
            return value;
        }
        catch
        {
            // The failure is this caller's: a gate that is full, or a client that has gone away. Those that are waiting retry.
            Remove(entry);
            entry.Made.SetCanceled(CancellationToken.None);
            throw;
        }
    }

    private Entry FindOrAdd(string text, out bool isNew)
    {
        lock (_lock)
        {
            isNew = !_entries.TryGetValue(text, out var known);
            if (!isNew)
            {
                _order.Remove(known!);
                _order.AddFirst(known!);
                return known!.Value;
            }

            if (_entries.Count == capacity)
            {
                _entries.Remove(_order.Last!.Value.Text);
                _order.RemoveLast();
            }
            var entry = new Entry(text, new TaskCompletionSource<TValue>(TaskCreationOptions.RunContinuationsAsynchronously));
            _entries.Add(text, _order.AddFirst(entry));
            return entry;
        }
    }

    private void Remove(Entry entry)
    {
        lock (_lock)
        {
            // It may have been crowded out, and another one of the same text added since.
            if (!_entries.TryGetValue(entry.Text, out var node) || node.Value != entry)
                return;
            _entries.Remove(entry.Text);
            _order.Remove(node);
        }
    }

    private sealed class Entry(string text, TaskCompletionSource<TValue> made)
    {
        internal string Text => text;

        internal TaskCompletionSource<TValue> Made => made;
    }
}
