using System.Globalization;
using CsCheck;
using ImageRetrieval.Collection.Filters;
using ImageRetrieval.Collection.Items;

namespace ImageRetrieval.Collection.Tests.Filters;

/// <summary>The tree of conditions, against a plain reading of the same conditions from data of another shape.</summary>
public sealed class ItemFilterTests
{
    private static readonly string[] s_fields = ["meta.year", "meta.kind", "width", "name", "meta.none"];
    private static readonly string[] s_values = ["1", "1.0", "01", "1e0", "2", "-0", "0", "NaN", "1e999", "", " 2 ", "cat", "Cat", "kätzchen"];

    private static readonly Gen<string> s_field = Gen.OneOf(s_fields);
    private static readonly Gen<string> s_value = Gen.OneOf(s_values);

    private static readonly Gen<ImageItem> s_item = Gen.Select(Gen.OneOf("1", "2", "a/b", ".."), Gen.Dictionary(s_field, s_value)[0, 5], (id, fields) => new ImageItem(id, fields));

    private static readonly Gen<Rule> s_leaf = Gen.OneOf(
        Gen.Select(s_field, s_value.Array[1, 4], (field, values) => new Rule("in", field, values, null, [])),
        Gen.Select(Gen.OneOf("1", "2", "a/b", "..", "c").Array[1, 3], ids => new Rule("ids", "", ids, null, [])),
        Gen.Select(s_field, Gen.OneOf("1", "cA", "KÄ", " "), (field, start) => new Rule("starts", field, [start], null, [])),
        Gen.Select(s_field, Gen.OneOf("1", "AT", "ÄT", "."), (field, part) => new Rule("contains", field, [part], null, [])),
        Gen.Select(s_field, Gen.Int[-1, 2], Gen.Bool, Gen.Int[0, 3], Gen.Bool, (field, least, leastIn, most, mostIn) => new Rule("range", field, [], new NumberRange(least, leastIn, most, mostIn), [])));

    private static readonly Gen<Rule> s_rule = Gen.Recursive<Rule>((depth, rule) => depth > 3 ? s_leaf : Gen.Frequency(
        (2, s_leaf),
        (1, Gen.Select(Gen.OneOf("and", "or"), rule.Array[1, 4], (kind, parts) => new Rule(kind, "", [], null, parts))),
        (1, rule.Select(part => new Rule("not", "", [], null, [part])))));

    [Fact]
    public void A_filter_holds_for_the_items_for_which_its_conditions_do() => Gen.Select(s_rule, s_item, Gen.OneOf(s_fields).HashSet[0, 5]).Sample(
        (rule, item, numbers) =>
        {
            var filter = FilterOf(rule);
            Assert.Equal(Holds(rule, item, numbers), filter.Matches(item, numbers));
            Assert.Equal(filter.Text, filter.Accept(new Texts()));
            Assert.Subset(new HashSet<string>(["meta.year", "meta.kind", "width", "meta.none"]), filter.NumberFields.ToHashSet());
        },
        iter: 10_000);

    [Fact]
    public void Filters_of_the_same_meaning_in_another_order_are_equal()
    {
        var one = new AndFilter([new InFilter("meta.kind", ["b", "a", "b"]), new IdsFilter(["2", "1"])]);
        var other = new AndFilter([new IdsFilter(["1", "2"]), new InFilter("meta.kind", ["a", "b"]), new IdsFilter(["2", "1", "1"])]);
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual<ItemFilter>(one, new OrFilter(one.Parts));
        Assert.NotEqual(new InFilter("meta.kind", ["a,1:b"]), new InFilter("meta.kind", ["a", "b"]));
        Assert.Equal("and(ids(1:1,1:2),in(9:meta.kind,1:a,1:b))", one.Text);
        Assert.Equal("not(range(9:meta.year,[1990,2000)))", new NotFilter(new RangeFilter("meta.year", new NumberRange(1990, true, 2000, false))).Text);
    }

    [Fact]
    public void A_name_that_looks_like_a_number_is_compared_as_text()
    {
        Assert.Empty(new InFilter("name", ["1", "2"]).NumberFields);
        Assert.Empty(new InFilter("meta.kind", ["cat"]).NumberFields);
        Assert.Equal(["meta.year", "width"], new NotFilter(new OrFilter([new InFilter("meta.year", ["cat", "1"]), new InFilter("width", ["2"])])).NumberFields);
    }

    private static ItemFilter FilterOf(Rule rule) => rule.Kind switch
    {
        "and" => new AndFilter([.. rule.Parts.Select(FilterOf)]),
        "or" => new OrFilter([.. rule.Parts.Select(FilterOf)]),
        "not" => new NotFilter(FilterOf(rule.Parts[0])),
        "ids" => new IdsFilter(rule.Values),
        "starts" => new StartsFilter(rule.Field, rule.Values[0]),
        "contains" => new ContainsFilter(rule.Field, rule.Values[0]),
        "range" => new RangeFilter(rule.Field, rule.Range!),
        _ => new InFilter(rule.Field, rule.Values),
    };

    private static bool Holds(Rule rule, ImageItem item, IReadOnlySet<string> numbers)
    {
        var text = item.Fields.TryGetValue(rule.Field, out var found) ? found : null;
        return rule.Kind switch
        {
            "and" => rule.Parts.All(part => Holds(part, item, numbers)),
            "or" => rule.Parts.Any(part => Holds(part, item, numbers)),
            "not" => !Holds(rule.Parts[0], item, numbers),
            "ids" => rule.Values.Contains(item.ImageId),
            "starts" => text is not null && text.ToUpperInvariant().StartsWith(rule.Values[0].ToUpperInvariant(), StringComparison.Ordinal),
            "contains" => text is not null && text.ToUpperInvariant().Contains(rule.Values[0].ToUpperInvariant(), StringComparison.Ordinal),
            "range" => text is not null && NumberOf(text) is { } value && IsIn(value, rule.Range!),
            _ when rule.Field != "name" && numbers.Contains(rule.Field) && rule.Values.Any(value => FiniteOf(value) is not null) =>
                text is not null && FiniteOf(text) is { } number && rule.Values.Any(value => FiniteOf(value) == number),
            _ => text is not null && rule.Values.Any(value => value == text),
        };
    }

    private static double? NumberOf(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static double? FiniteOf(string text) => NumberOf(text) is { } value && double.IsFinite(value) ? value : null;

    private static bool IsIn(double value, NumberRange range) =>
        (value > range.Least || (value == range.Least && range.LeastIncluded)) && (value < range.Most || (value == range.Most && range.MostIncluded));

    private sealed record Rule(string Kind, string Field, string[] Values, NumberRange? Range, Rule[] Parts);

    /// <summary>Writes the text of a filter again, from what its members tell.</summary>
    private sealed class Texts : IItemFilterVisitor<string>
    {
        public string VisitAnd(AndFilter filter) => Joined("and", filter.Parts);

        public string VisitOr(OrFilter filter) => Joined("or", filter.Parts);

        public string VisitNot(NotFilter filter) => $"not({filter.Part.Accept(this)})";

        public string VisitIn(InFilter filter) => $"in({Quoted(filter.Field)},{Quoted(filter.Values)})";

        public string VisitStarts(StartsFilter filter) => $"starts({Quoted(filter.Field)},{Quoted(filter.Start)})";

        public string VisitContains(ContainsFilter filter) => $"contains({Quoted(filter.Field)},{Quoted(filter.Part)})";

        public string VisitRange(RangeFilter filter) => $"range({Quoted(filter.Field)},{filter.Range})";

        public string VisitIds(IdsFilter filter) => $"ids({Quoted(filter.ImageIds)})";

        private string Joined(string name, IReadOnlyList<ItemFilter> parts) => $"{name}({string.Join(',', parts.Select(part => part.Accept(this)).Distinct().Order(StringComparer.Ordinal))})";

        private static string Quoted(IEnumerable<string> texts) => string.Join(',', texts.Order(StringComparer.Ordinal).Select(Quoted));

        private static string Quoted(string text) => $"{text.Length}:{text}";
    }
}
