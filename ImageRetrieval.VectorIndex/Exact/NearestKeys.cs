namespace ImageRetrieval.VectorIndex;

/// <summary>The k smallest of a stream of keys; reusable.</summary>
/// <remarks>
/// 2 k keys are collected, then sorted and halved: O(log k) per key for any k, whereas a sorted pool would move up to k keys
/// per insertion.
/// </remarks>
internal sealed class NearestKeys
{
    private const int FewestKeys = 64;

    private ulong[] _keys = [];
    private ulong _bound;
    private int _k;
    private int _limit;
    private int _count;

    public void Reset(int k)
    {
        _k = k;
        _limit = Math.Max(FewestKeys, 2 * k);
        if (_keys.Length < _limit)
            _keys = new ulong[_limit];
        _bound = ulong.MaxValue;
        _count = 0;
    }

    public void Add(ulong key)
    {
        if (key >= _bound)
            return;
        _keys[_count++] = key;
        if (_count == _limit)
            KeepNearest();
    }

    public ReadOnlySpan<ulong> Ascending()
    {
        KeepNearest();
        return _keys.AsSpan(0, _count);
    }

    private void KeepNearest()
    {
        _keys.AsSpan(0, _count).Sort();
        _count = Math.Min(_count, _k);
        if (_count == _k)
            _bound = _keys[_k - 1];
    }
}
