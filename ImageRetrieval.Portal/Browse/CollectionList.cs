using System.Globalization;
using ImageRetrieval.Portal.Filters;
using ImageRetrieval.Portal.Search;
using Microsoft.Extensions.Primitives;

namespace ImageRetrieval.Portal.Browse;

/// <summary>Which pictures of the collection are listed, in which order, and which page of them. All of it is in the page's address.</summary>
internal sealed record CollectionList
{
    public const int DefaultSize = 48;

    // The Api's offset is a 32-bit integer.
    private const int LastPicture = 2_000_000_000;
    private const int LongestText = 4000;

    /// <summary>The page sizes to choose from; the Api's largest is the last.</summary>
    public static readonly int[] Sizes = [24, 48, 96, 200];

    public FilterState Filters { get; init; } = FilterState.None;

    /// <summary>A column, or <c>@name</c>, <c>@id</c> or <c>@width</c>; null for the order of the index.</summary>
    public string? Sort { get; init; }

    public bool IsDescending { get; init; }

    /// <summary>The page number, from 1.</summary>
    public int Number { get; init; } = 1;

    public int Size { get; init; } = DefaultSize;

    /// <summary>A part of the map, as the Api's polygon; null for all of it.</summary>
    public string? Area { get; init; }

    /// <summary>A cluster of the map; null for all.</summary>
    public int? Cluster { get; init; }

    /// <summary>The model of the map; null for the default one.</summary>
    public string? Model { get; init; }

    public int Offset => (Number - 1) * Size;

    /// <summary>Whether all pictures are listed.</summary>
    public bool IsAll => Filters.IsEmpty && Area is null && Cluster is null;

    /// <summary>Reads an address. A position (<c>at</c>) is turned into its page; invalid values are replaced by the defaults.</summary>
    public static CollectionList From(IEnumerable<KeyValuePair<string, StringValues>> given)
    {
        var values = given.ToList();
        var size = Whole(Text(values, "n"), 1, Sizes[^1]) is { } wanted ? Sizes.First(offered => offered >= wanted) : DefaultSize;
        return new()
        {
            Filters = FilterState.From(values),
            Sort = Text(values, "sort"),
            IsDescending = Text(values, "order") == "desc",
            Size = size,
            Number = Whole(Text(values, "at"), 1, LastPicture) is { } position ? ((position - 1) / size) + 1 : Whole(Text(values, "page"), 1, LastPicture / size) ?? 1,
            Area = Text(values, "area"),
            Cluster = Whole(Text(values, "cluster"), 0, int.MaxValue),
            Model = Text(values, "model"),
        };
    }

    /// <summary>The fields of a form that opens another page of this list.</summary>
    public IEnumerable<(string Key, string Value)> Fields => Pairs.Where(pair => pair.Value is not null).Select(pair => (pair.Key, pair.Value!));

    private IEnumerable<(string Key, string? Value)> Pairs =>
    [
        .. Filters.Choices.Select(choice => (FilterState.ChoiceKey, (string?)choice.ToString())),
        .. Filters.Ranges.Select(range => (FilterState.RangeKey, (string?)range.ToString())),
        ("area", Area), ("cluster", Text(Cluster)), ("model", Model), ("sort", Sort), ("order", Sort is not null && IsDescending ? "desc" : null),
        ("n", Size == DefaultSize ? null : Text(Size)),
    ];

    /// <summary>The address of this list.</summary>
    public string ToAddress()
    {
        var address = new PageAddress("/collection");
        foreach (var (key, value) in Pairs)
            address.Add(key, value);
        return address.Add("page", Number == 1 ? null : Text(Number)).ToString();
    }

    /// <summary>The query of the Api's list.</summary>
    public string ToApiQuery()
    {
        var query = new PageAddress("").Add("limit", Text(Size)).Add("offset", Text(Offset)).Add("filter", Filters.ToJson()?.ToJsonString())
            .Add("sort", Sort).Add("order", Sort is null ? null : IsDescending ? "desc" : "asc").Add("area", Area).Add("cluster", Text(Cluster)).Add("model", Model);
        return query.ToString()[1..];
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static int? Whole(string? text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    private static string? Text(List<KeyValuePair<string, StringValues>> values, string key) =>
        values.Where(pair => pair.Key == key).SelectMany(pair => pair.Value.ToArray()).Select(text => text?.Trim()).FirstOrDefault(text => text is { Length: > 0 and <= LongestText });
}
