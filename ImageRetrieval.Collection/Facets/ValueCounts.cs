namespace ImageRetrieval.Collection.Facets;

/// <summary>
/// Counts values in bounded memory, by the method of Misra and Gries: with more different values than places, each new one
/// takes one from every count, and a value that falls to nothing makes room. So many takes need as many values to pay for
/// them, so the work for one value is constant on average, and every value that occurs more often than
/// <see cref="Uncertainty"/> keeps a place. A second pass over the values gives those their exact counts.
/// </summary>
internal sealed class ValueCounts(int places)
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>The maximum error of any count, and the maximum count of a value without a place; 0: all counts are exact.</summary>
    internal int Uncertainty { get; private set; }

    internal int Count => _counts.Count;

    internal IEnumerable<KeyValuePair<string, int>> Values => _counts;

    internal void Add(string value)
    {
        if (_counts.TryGetValue(value, out var count))
            _counts[value] = count + 1;
        else if (_counts.Count < places)
            _counts.Add(value, 1);
        else
            TakeOneFromAll();
    }

    /// <summary>Sets all counts to nothing, to <see cref="Recount"/> the values that have a place.</summary>
    internal void BeginRecount()
    {
        foreach (var value in _counts.Keys)
            _counts[value] = 0;
    }

    internal void Recount(string value)
    {
        if (_counts.TryGetValue(value, out var count))
            _counts[value] = count + 1;
    }

    private void TakeOneFromAll()
    {
        Uncertainty++;
        foreach (var (value, count) in _counts)
        {
            // Removing and setting what is there already do not disturb the walk.
            if (count == 1)
                _counts.Remove(value);
            else
                _counts[value] = count - 1;
        }
    }
}
