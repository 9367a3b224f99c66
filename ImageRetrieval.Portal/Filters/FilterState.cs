using System.Text.Json.Nodes;

namespace ImageRetrieval.Portal.Filters;

/// <summary>The filters of a page: any of the chosen values of a column, combined over all columns.</summary>
internal sealed record FilterState(IReadOnlyList<FacetChoice> Choices, IReadOnlyList<FacetRange> Ranges)
{
    internal const string ChoiceKey = "f";
    internal const string RangeKey = "r";

    internal const string ValueSearchKey = "facet";

    private const int MostConditions = 60;
    private const int MostValueSearches = 4;
    private const int LongestValueSearch = 100;
    private const string FromField = "from.";
    private const string ToField = "to.";
    private const string ValueSearchField = ValueSearchKey + ".";

    internal static readonly FilterState None = new([], []);

    internal bool IsEmpty => Choices.Count == 0 && Ranges.Count == 0;

    internal int Count => Choices.Count + Ranges.Count;

    /// <summary>Reads an address or a form. Ranges are given as <c>r</c> or as the fields <c>from.column</c> and <c>to.column</c>.</summary>
    internal static FilterState From(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> values)
    {
        var all = values.ToList();
        var choices = Texts(all, ChoiceKey).Select(FacetChoice.Parse).OfType<FacetChoice>();
        var fields = all.Where(pair => pair.Key.StartsWith(FromField, StringComparison.Ordinal) || pair.Key.StartsWith(ToField, StringComparison.Ordinal))
            .Select(pair => pair.Key[(pair.Key.IndexOf('.', StringComparison.Ordinal) + 1)..]).Distinct()
            .Select(column => FacetRange.Of(column, One(all, FromField + column), One(all, ToField + column)));
        var ranges = Texts(all, RangeKey).Select(FacetRange.Parse).Concat(fields).OfType<FacetRange>();
        return new FilterState([.. choices.Distinct().Take(MostConditions)], [.. ranges.DistinctBy(range => range.Column).Take(MostConditions)]);
    }

    /// <summary>The texts that the values of columns are searched for: given as <c>facet=column:text</c>, or as the fields <c>facet.column</c>.</summary>
    internal static IReadOnlyList<FacetChoice> ValueSearches(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> values)
    {
        var all = values.ToList();
        var fields = all.Where(pair => pair.Key.StartsWith(ValueSearchField, StringComparison.Ordinal) && pair.Key.Length > ValueSearchField.Length)
            .Select(pair => new FacetChoice(pair.Key[ValueSearchField.Length..], One(all, pair.Key) ?? ""));
        return [.. Texts(all, ValueSearchKey).Select(FacetChoice.Parse).OfType<FacetChoice>().Concat(fields)
            .Select(search => search with { Value = search.Value.Trim() })
            .Where(search => search.Value.Length is > 0 and <= LongestValueSearch)
            .DistinctBy(search => search.Column).Take(MostValueSearches)];
    }

    internal bool Has(string column, string value) => Choices.Contains(new FacetChoice(column, value));

    internal FacetRange? RangeOf(string column) => Ranges.FirstOrDefault(range => range.Column == column);

    internal FilterState Without(FacetChoice choice) => this with { Choices = [.. Choices.Where(other => other != choice)] };

    internal FilterState Without(FacetRange range) => this with { Ranges = [.. Ranges.Where(other => other != range)] };

    /// <summary>The condition as the Api's JSON; null for none.</summary>
    internal JsonObject? ToJson()
    {
        var conditions = Choices.GroupBy(choice => choice.Column).Select(OneOf).Concat(Ranges.Select(Between)).ToArray();
        return conditions.Length switch { 0 => null, 1 => conditions[0], _ => new JsonObject { ["and"] = new JsonArray([.. conditions]) } };
    }

    private static JsonObject OneOf(IGrouping<string, FacetChoice> column) =>
        new() { ["column"] = column.Key, ["in"] = new JsonArray([.. column.Select(choice => (JsonNode)choice.Value)]) };

    private static JsonObject Between(FacetRange range)
    {
        var condition = new JsonObject { ["column"] = range.Column };
        if (range.From is { } from)
            condition["gte"] = from;
        if (range.To is { } to)
            condition["lte"] = to;
        return condition;
    }

    private static IEnumerable<string> Texts(List<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> all, string key) =>
        all.Where(pair => pair.Key == key).SelectMany(pair => pair.Value.ToArray()).OfType<string>();

    private static string? One(List<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> all, string key) => Texts(all, key).FirstOrDefault();
}
