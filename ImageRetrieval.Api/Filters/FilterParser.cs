using System.Text.Json;
using ImageRetrieval.Collection.Filters;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.ServiceDefaults.Text;

namespace ImageRetrieval.Api.Filters;

/// <summary>
/// Reads a condition: <c>{"column":"kind","eq":"cat"}</c>, <c>{"column":"kind","in":["cat","dog"]}</c>,
/// <c>{"field":"name","startsWith":"img"}</c>, <c>{"column":"kind","contains":"at"}</c>, <c>{"column":"year","gte":1990,"lt":2000}</c>, <c>{"and":[…]}</c>, <c>{"or":[…]}</c>, <c>{"not":{…}}</c>. A column is one
/// of the URL list's; <c>field</c> instead of it names what every image has.
/// </summary>
internal sealed class FilterParser
{
    private const int MostConditions = 100;
    private const int MostValues = 1000;
    private const int DeepestLevel = 10;
    private const int LongestText = 1000;

    private static readonly string[] s_fields = ["id", ItemFields.Name, ItemFields.Url, ItemFields.Extension, ItemFields.Sha256, ItemFields.Width, ItemFields.Height];

    private int _conditions;

    private FilterParser()
    {
    }

    /// <exception cref="RefusalException">It is not a condition, or too large a one.</exception>
    internal static ItemFilter Parse(JsonElement json)
    {
        try
        {
            return new FilterParser().Read(json, level: 1);
        }
        catch (InvalidOperationException)
        {
            // The kind of a value is checked before it is read: what is left is text that is not Unicode, which JSON elements keep as it came.
            throw Wrong("a name or a string has bytes or escapes that are not valid Unicode");
        }
    }

    /// <inheritdoc cref="Parse"/>
    internal static ItemFilter ParseText(string text) => Parse(Document(text));

    /// <summary>A condition that came as text.</summary>
    /// <exception cref="RefusalException">It is not JSON.</exception>
    internal static JsonElement Document(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = ApiJson.MaxDepth, AllowDuplicateProperties = false });
            return json.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw ApiJson.Refuse(error);
        }
    }

    private ItemFilter Read(JsonElement json, int level)
    {
        if (level > DeepestLevel || ++_conditions > MostConditions)
            throw RefusalException.BadRequest($"The filter is too large: at most {MostConditions} conditions, {DeepestLevel} levels deep.");
        if (json.ValueKind != JsonValueKind.Object)
            throw Wrong("a condition is a JSON object");
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            if (!members.TryAdd(member.Name, member.Value))
                throw Wrong($"'{Shortened.To(member.Name, 50)}' occurs twice in one condition");
        }
        return members.Count == 1 ? Combined(members.Single(), level) : Condition(members);
    }

    private ItemFilter Combined(KeyValuePair<string, JsonElement> member, int level) => member.Key switch
    {
        "and" => new AndFilter(Parts(member.Value, level)),
        "or" => new OrFilter(Parts(member.Value, level)),
        "not" => new NotFilter(Read(member.Value, level + 1)),
        _ => throw Wrong($"'{Shortened.To(member.Key, 50)}' is not a condition on its own; a condition is and, or, not, or a column with eq, in, startsWith, contains, or gt, gte, lt, lte"),
    };

    private List<ItemFilter> Parts(JsonElement json, int level)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() == 0)
            throw Wrong("'and' and 'or' require a list of at least one condition");
        return [.. json.EnumerateArray().Select(part => Read(part, level + 1))];
    }

    private static ItemFilter Condition(Dictionary<string, JsonElement> members)
    {
        var field = FieldOf(members);
        if (members.Remove("eq", out var equal))
            return members.Count == 0 ? OneOf(field, [TextOf(equal)]) : throw Wrong("'eq' cannot be combined with another comparison");
        if (members.Remove("in", out var list))
            return members.Count == 0 ? OneOf(field, Values(list)) : throw Wrong("'in' cannot be combined with another comparison");
        if (members.Remove("startsWith", out var start))
            return members.Count == 0 ? new StartsFilter(field, PartOf(field, start, "startsWith")) : throw Wrong("'startsWith' cannot be combined with another comparison");
        if (members.Remove("contains", out var part))
            return members.Count == 0 ? new ContainsFilter(field, PartOf(field, part, "contains")) : throw Wrong("'contains' cannot be combined with another comparison");
        return new RangeFilter(field, RangeOf(members));
    }

    private static string PartOf(string field, JsonElement part, string comparison) =>
        field != "id" && part.ValueKind == JsonValueKind.String && TextOf(part) is { Length: > 0 } text
            ? text
            : throw Wrong($"'{comparison}' takes a text of at least one character, and a column or a field other than id");

    private static ItemFilter OneOf(string field, IReadOnlyCollection<string> values) =>
        field == "id" ? new IdsFilter(values) : new InFilter(field, values);

    private static string FieldOf(Dictionary<string, JsonElement> members)
    {
        if (members.Remove("column", out var column) && column.ValueKind == JsonValueKind.String)
            return ItemFields.OfColumn(TextOf(column));
        if (members.Remove("field", out var field) && field.ValueKind == JsonValueKind.String && s_fields.Contains(field.GetString()))
            return field.GetString()!;
        throw Wrong($"a comparison requires a 'column' of the list, or a 'field', which is one of {string.Join(", ", s_fields)}");
    }

    private static string[] Values(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() is 0 or > MostValues)
            throw Wrong($"'in' requires a list of 1..{MostValues} values");
        return [.. json.EnumerateArray().Select(TextOf)];
    }

    private static NumberRange RangeOf(Dictionary<string, JsonElement> members)
    {
        var (least, leastIncluded) = End(members, "gte", "gt", double.NegativeInfinity);
        var (most, mostIncluded) = End(members, "lte", "lt", double.PositiveInfinity);
        if (members.Count > 0)
            throw Wrong($"'{Shortened.To(members.Keys.First(), 50)}' is not a comparison, or is one too many; the comparisons are eq, in, startsWith, contains, gt, gte, lt and lte");
        return new NumberRange(least, leastIncluded, most, mostIncluded);
    }

    private static (double Value, bool Included) End(Dictionary<string, JsonElement> members, string including, string excluding, double open)
    {
        if (members.Remove(including, out var value))
            return (NumberOf(value), true);
        return members.Remove(excluding, out value) ? (NumberOf(value), false) : (open, true);
    }

    private static double NumberOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw Wrong("gt, gte, lt and lte require a number");

    // A number or a Boolean equals the text that it is written as; a column of numbers compares it as a number.
    private static string TextOf(JsonElement json)
    {
        var text = json.ValueKind switch
        {
            JsonValueKind.String => json.GetString()!,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => json.GetRawText(),
            _ => throw Wrong("a value is a string, a number, true or false"),
        };
        return text.Length <= LongestText ? text : throw Wrong($"a value has {text.Length} characters; the limit is {LongestText}");
    }

    private static RefusalException Wrong(string what) => RefusalException.BadRequest($"The filter is invalid: {what}.");
}
