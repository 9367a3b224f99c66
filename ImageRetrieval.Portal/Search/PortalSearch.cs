using System.Globalization;
using ImageRetrieval.Portal.Filters;
using Microsoft.Extensions.Primitives;

namespace ImageRetrieval.Portal.Search;

/// <summary>A visitor's search. All of it is in the page's address, so that a link opens the same search.</summary>
internal sealed record PortalSearch
{
    internal const int DefaultCount = 24;
    internal const int MaxCount = 1000;
    internal const int MaxParts = 16;
    internal const int MaxFind = 512;

    private const int MaxSnapshot = 32;

    internal static readonly int[] Counts = [12, 24, 48, 96, 200, 500, 1000];

    /// <summary>What is searched with, in order.</summary>
    public IReadOnlyList<SearchPart> Parts { get; init; } = [];

    /// <summary>The text whose pictures are shown to choose from; null for none.</summary>
    public string? Find { get; init; }

    /// <summary>The model; null for the Api's default.</summary>
    public string? Model { get; init; }

    /// <summary>The published version of the model's index; null for the current one.</summary>
    public string? Snapshot { get; init; }

    /// <summary>The maximum number of results, 1..1000.</summary>
    public int Count { get; init; } = DefaultCount;

    /// <summary>The minimum cosine, 0..1; null for none.</summary>
    public double? MinScore { get; init; }

    public FilterState Filters { get; init; } = FilterState.None;

    /// <summary>Whether the query is compared with every image.</summary>
    public bool Exact { get; init; }

    /// <summary>Whether results are ordered by the cosine alone, not by the context in the collection.</summary>
    public bool ByCosine { get; init; }

    /// <summary>The column that the results are ordered by; null for the similarity.</summary>
    public ResultOrder? Order { get; init; }

    /// <summary>The column by whose values the results are grouped; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>Texts to search the values of columns for, in the lists of the filters. They change no results.</summary>
    public IReadOnlyList<FacetChoice> ValueSearches { get; init; } = [];

    internal bool IsAsked => Parts.Count > 0;

    /// <summary>The picture in the collection that is searched with; null when there are other parts.</summary>
    internal string? OnlyId => Parts is [{ Kind: PartKind.Id, IsMinus: false, Value: var id }] ? id : null;

    /// <summary>Reads an address or a form. Invalid values are replaced by the defaults.</summary>
    internal static PortalSearch From(IEnumerable<KeyValuePair<string, StringValues>> given)
    {
        var values = given.ToList();
        var parts = Texts(values, "q").Select(SearchPart.Parse).OfType<SearchPart>();
        // Links of the first version named one picture in the collection.
        var like = Texts(values, "like").Where(id => id.Length > 0).Select(id => new SearchPart(PartKind.Id, id));
        return new PortalSearch
        {
            Parts = [.. parts.Concat(like).Take(MaxParts)],
            Find = Texts(values, "find").Select(text => text.Trim()).FirstOrDefault(text => text.Length is > 0 and <= MaxFind),
            Model = Texts(values, "model").FirstOrDefault(text => text.Length > 0),
            Snapshot = Texts(values, "snapshot").FirstOrDefault(text => text.Length is > 0 and <= MaxSnapshot),
            Count = int.TryParse(Texts(values, "n").FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= MaxCount ? n : DefaultCount,
            MinScore = double.TryParse(Texts(values, "min").FirstOrDefault(), NumberStyles.Float, CultureInfo.InvariantCulture, out var min) && min is > 0 and <= 1 ? min : null,
            Filters = FilterState.From(values),
            Exact = Texts(values, "exact").FirstOrDefault() == "1",
            Order = ResultOrder.Parse(Texts(values, "sort").FirstOrDefault()),
            Group = Texts(values, "group").FirstOrDefault(column => column.Length is > 0 and <= MaxFind),
            ValueSearches = FilterState.ValueSearches(values),
            ByCosine = Texts(values, "rank").FirstOrDefault() == "cosine",
        };
    }

    internal PortalSearch Only(SearchPart part) => this with { Parts = [part], Find = null };

    internal PortalSearch Plus(SearchPart part) => this with { Parts = [.. Parts.Where(other => other.Value != part.Value || other.Kind != part.Kind || other.Crop is not null).Append(part).TakeLast(MaxParts)], Find = null };

    internal PortalSearch Without(int index) => this with { Parts = [.. Parts.Where((_, i) => i != index)] };

    internal PortalSearch With(int index, SearchPart part) => this with { Parts = [.. Parts.Select((other, i) => i == index ? part : other)] };

    internal string ToAddress(string path = "/")
    {
        var address = new PageAddress(path);
        foreach (var part in Parts)
            address.Add("q", part.ToString());
        address.Add("find", Find).Add("model", Model).Add("snapshot", Snapshot);
        if (Count != DefaultCount)
            address.Add("n", Count.ToString(CultureInfo.InvariantCulture));
        address.Add("min", MinScore?.ToString("0.##", CultureInfo.InvariantCulture));
        foreach (var choice in Filters.Choices)
            address.Add(FilterState.ChoiceKey, choice.ToString());
        foreach (var range in Filters.Ranges)
            address.Add(FilterState.RangeKey, range.ToString());
        foreach (var search in ValueSearches)
            address.Add(FilterState.ValueSearchKey, search.ToString());
        return address.Add("group", Group).Add("sort", Order?.ToString()).Add("exact", Exact ? "1" : null).Add("rank", ByCosine ? "cosine" : null).ToString();
    }

    private static IEnumerable<string> Texts(List<KeyValuePair<string, StringValues>> values, string key) =>
        values.Where(pair => pair.Key == key).SelectMany(pair => pair.Value.ToArray()).OfType<string>();
}
