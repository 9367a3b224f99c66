using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Collection.Embedded.Search;

/// <summary>
/// The latest results of reading every image of one snapshot: computing one takes long, using it costs nothing. Callers
/// that request the same one at the same time compute it once.
/// </summary>
/// <param name="make">Creates it.</param>
/// <param name="textOf">Equal texts, equal results.</param>
/// <param name="capacity">The maximum number to keep.</param>
internal class ScanCache<TKey, TValue>(Func<TKey, CancellationToken, TValue> make, Func<TKey, string> textOf, int capacity)
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
    internal bool Has(TKey key)
    {
        lock (_lock)
            return _entries.ContainsKey(textOf(key));
    }

    /// <param name="key">What is wanted.</param>
    /// <param name="run">Runs the work when there is any.</param>
    /// <param name="token">Ends the waiting for another caller's work.</param>
    internal async Task<TValue> GetAsync(TKey key, ScanRunner<TValue> run, CancellationToken token)
    {
        while (true)
        {
            var entry = FindOrAdd(textOf(key), out var isNew);
            if (isNew)
                return await MakeAsync(entry, key, run);
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

    private async Task<TValue> MakeAsync(Entry entry, TKey key, ScanRunner<TValue> run)
    {
        try
        {
            var value = await run(token => make(key, token));
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
