using ImageRetrieval.Collection.Duplicates;

namespace ImageRetrieval.Collection.Embedded.Duplicates;

/// <summary>Pairs by content: for each, the pairs that it is part of.</summary>
internal sealed class PairLinks
{
    private readonly int[] _starts;
    private readonly int[] _links;
    private readonly IReadOnlyList<DuplicatePair> _pairs;

    /// <param name="contents">How many contents there are.</param>
    /// <param name="pairs">Of their numbers.</param>
    public PairLinks(int contents, IReadOnlyList<DuplicatePair> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        _pairs = pairs;
        _starts = new int[contents + 1];
        foreach (var pair in pairs)
        {
            _starts[pair.First + 1]++;
            _starts[pair.Second + 1]++;
        }
        for (var i = 0; i < contents; i++)
            _starts[i + 1] += _starts[i];
        _links = new int[2 * pairs.Count];
        var next = _starts.AsSpan(0, contents).ToArray();
        for (var i = 0; i < pairs.Count; i++)
        {
            _links[next[pairs[i].First]++] = i;
            _links[next[pairs[i].Second]++] = i;
        }
    }

    /// <summary>The contents that are in a pair.</summary>
    internal IEnumerable<int> Linked => Enumerable.Range(0, _starts.Length - 1).Where(content => _starts[content] < _starts[content + 1]);

    /// <summary>The numbers of a content's pairs.</summary>
    internal ReadOnlySpan<int> Of(int content) => _links.AsSpan(_starts[content].._starts[content + 1]);

    /// <summary>The other content of a pair.</summary>
    internal int Other(int pair, int content) => _pairs[pair].First == content ? _pairs[pair].Second : _pairs[pair].First;
}
