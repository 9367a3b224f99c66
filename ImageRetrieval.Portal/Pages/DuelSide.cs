using ImageRetrieval.Portal.Search;

namespace ImageRetrieval.Portal.Pages;

/// <summary>The answer of one model or snapshot in a comparison.</summary>
internal sealed class DuelSide(string key, DuelChoice choice, SearchResult answer)
{
    /// <summary><c>a</c> to <c>d</c>; part of the fragment addresses of its pictures.</summary>
    public string Key { get; } = key;

    public DuelChoice Choice { get; } = choice;

    public SearchResult Answer { get; } = answer;

    /// <summary>The rank of each picture, from 1, by its id.</summary>
    public IReadOnlyDictionary<string, int> Hits { get; } =
        answer.Hits.Select((hit, i) => (hit.Image.Id, Rank: i + 1)).ToDictionary(hit => hit.Id, hit => hit.Rank, StringComparer.Ordinal);

    /// <summary>How many pictures the other side found too.</summary>
    internal int Overlap(DuelSide other) => Hits.Keys.Count(other.Hits.ContainsKey);

    /// <summary>How many pictures have the value of the label.</summary>
    internal int Matches(DuelLabel label) => Answer.Hits.Count(hit => label.Matches(hit.Image));
}
