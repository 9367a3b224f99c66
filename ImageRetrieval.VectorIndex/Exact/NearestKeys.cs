namespace ImageRetrieval.VectorIndex;

/// <summary>The k smallest of a stream of keys.</summary>
/// <remarks>
/// Twice k are collected, then sorted and halved: O(log k) a key whatever k is, where a sorted pool
/// would move k keys for each insertion.
/// </remarks>
internal sealed class NearestKeys(int k)
{
    private readonly ulong[] _keys = new ulong[Math.Max(64, 2 * k)];
    private ulong _bound = ulong.MaxValue;
    private int _count;

    public void Add(ulong key)
    {
        if (key >= _bound)
            return;
        _keys[_count++] = key;
        if (_count == _keys.Length)
            KeepNearest();
    }

    public ReadOnlySpan<ulong> Ascending()
    {
        KeepNearest();
        return _keys.AsSpan(0, _count);
    }

    private void KeepNearest()
    {
        Array.Sort(_keys, 0, _count);
        _count = Math.Min(_count, k);
        if (_count == k)
            _bound = _keys[k - 1];
    }
}
