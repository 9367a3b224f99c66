using System.Text.Json;
using ImageRetrieval.Api.Facets;
using ImageRetrieval.Api.Filters;
using ImageRetrieval.Fixtures;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Api.Tests;

public sealed class FacetTests(V1Fixture fixture) : IClassFixture<V1Fixture>
{
    [Fact]
    public async Task Columns_come_with_their_most_frequent_values_first_and_numbers_with_their_ends()
    {
        var answer = await GetAsync("/v1/facets?model=builtin&values=3");
        Assert.Equal(("builtin", Pictures.Count), (answer.GetProperty("model").GetString(), answer.GetProperty("count").GetInt32()));
        Assert.Equal("00000001", answer.GetProperty("snapshot").GetString());
        var columns = answer.GetProperty("columns");
        Assert.Equal(["kind", "year"], columns.EnumerateArray().Select(column => column.GetProperty("column").GetString()));

        Assert.Equal(("text", 2), (columns[0].GetProperty("type").GetString(), columns[0].GetProperty("distinct").GetInt32()));
        Assert.Equal([("common", 30), ("rare", 10)], Values(columns[0]));
        Assert.False(columns[0].TryGetProperty("min", out _));

        Assert.Equal(("number", 40, 1981.0, 2020.0), (columns[1].GetProperty("type").GetString(), columns[1].GetProperty("distinct").GetInt32(), columns[1].GetProperty("min").GetDouble(), columns[1].GetProperty("max").GetDouble()));
        Assert.Equal([("1981", 1), ("1982", 1), ("1983", 1)], Values(columns[1]));
    }

    [Fact]
    public async Task Only_the_images_that_meet_the_filter_are_counted()
    {
        var answer = await GetAsync("/v1/facets?filter=" + Uri.EscapeDataString("""{"column":"year","gte":2011}"""));
        Assert.Equal(10, answer.GetProperty("count").GetInt32());
        Assert.Equal([("common", 7), ("rare", 3)], Values(answer.GetProperty("columns")[0]));
        var nothing = await GetAsync("/v1/facets?filter=" + Uri.EscapeDataString("""{"column":"year","gt":3000}"""));
        Assert.Equal((0, 0), (nothing.GetProperty("count").GetInt32(), nothing.GetProperty("columns").GetArrayLength()));
    }

    [Theory]
    [InlineData("values=0")]
    [InlineData("values=201")]
    [InlineData("values=many")]
    [InlineData("filter=x")]
    [InlineData("model=alexnet")]
    public async Task What_is_wrong_is_a_problem_document(string query)
    {
        using var response = await fixture.Client.GetAsync("/v1/facets?" + query);
        Assert.Equal((400, "application/problem+json"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public void A_column_of_more_values_than_are_counted_lists_only_what_is_certainly_most_frequent()
    {
        // Each image has a number of its own; of 1,000, every third has one of three tags and the others one of their own.
        using var folder = new TemporaryFolder();
        using var snapshot = Publish(folder, 1000, i => new() { ["meta.sku"] = $"{i}", ["meta.tag"] = i % 3 == 0 ? $"tag{i % 9}" : $"own{i}", ["meta.empty"] = "" });
        var table = FacetCounter.Count(snapshot, null, places: 50);

        var (sku, tag) = (table.Columns[0], table.Columns[1]);
        Assert.Equal(["sku", "tag"], table.Columns.Select(column => column.Column));
        Assert.Equal(("number", 0.0, 999.0, true), (sku.Type, sku.Min, sku.Max, sku.DistinctIsLeast));
        Assert.Empty(sku.Values);
        Assert.Equal([new("tag0", 112), new("tag3", 111), new("tag6", 111)], tag.Values);
        Assert.Equal((50, true), (tag.Distinct, tag.DistinctIsLeast));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_the_order_the_listed_values_are_the_true_beginning_of_all(int seed)
    {
        var random = new Random(seed);
        var values = Enumerable.Range(0, 3000).Select(_ => $"{(int)(200 * Math.Pow(random.NextDouble(), 4))}").ToList();
        using var folder = new TemporaryFolder();
        using var snapshot = Publish(folder, values.Count, i => new() { ["meta.v"] = values[i] });
        var truth = values.GroupBy(value => value).Select(group => new FacetValue(group.Key, group.Count())).OrderByDescending(value => value.Count).ThenBy(value => value.Value, StringComparer.Ordinal).ToList();

        var few = FacetCounter.Count(snapshot, null, places: 20).Columns[0];
        Assert.True(few.DistinctIsLeast);
        Assert.NotEmpty(few.Values);
        Assert.Equal(truth.Take(few.Values.Count), few.Values);

        var all = FacetCounter.Count(snapshot, null).Columns[0];
        Assert.Equal((truth.Count, false), (all.Distinct, all.DistinctIsLeast));
        Assert.Equal(truth.Take(FacetTable.MostValues), all.Values);
    }

    [Fact]
    public async Task A_table_is_made_once_for_each_condition_and_snapshot()
    {
        var made = 0;
        var cache = new ConditionCache<int>((_, _) => ++made, capacity: 2);
        Task<int> GetAsync(ImageFilter? filter) => cache.GetAsync(filter, make => Task.FromResult(make(default)), CancellationToken.None);
        var rare = ImageFilter.In("meta.kind", ["rare"]);
        int[] got = [await GetAsync(null), await GetAsync(rare), await GetAsync(null), await GetAsync(ImageFilter.In("meta.kind", ["rare"]))];
        Assert.Equal([1, 2, 1, 2], got);
        Assert.Equal(3, await GetAsync(ImageFilter.Not(rare)));
        Assert.Equal(4, await GetAsync(null));
        Assert.Equal(2, cache.Count);
    }

    [Fact]
    public void Long_values_and_infinite_numbers_are_text_that_nobody_is_offered()
    {
        using var folder = new TemporaryFolder();
        using var snapshot = Publish(folder, 2, i => new() { ["meta.n"] = i == 0 ? "1" : "1e999", ["meta.t"] = i == 0 ? "short" : new string('x', 201) });
        var table = FacetCounter.Count(snapshot, null);
        Assert.Equal(["text", "text"], table.Columns.Select(column => column.Type));
        Assert.Equal([new("short", 1)], table.Columns[1].Values);
        Assert.Equal((2, true), (table.Columns[1].Distinct, table.Columns[1].DistinctIsLeast));
    }

    private static Snapshot Publish(TemporaryFolder folder, int count, Func<int, Dictionary<string, string>> fields)
    {
        var builder = new SnapshotBuilder("test", 2, new HnswOptions());
        for (var i = 0; i < count; i++)
            builder.Add(new SnapshotItem($"{i}", fields(i)), [1, i]);
        builder.Publish(folder.Path, keepPrevious: 0);
        Assert.True(SnapshotFolder.TryFindLatest(folder.Path, out var path));
        return Snapshot.Open(path);
    }

    private static IEnumerable<(string?, int)> Values(JsonElement column) =>
        column.GetProperty("values").EnumerateArray().Select(value => (value.GetProperty("value").GetString(), value.GetProperty("count").GetInt32()));

    private async Task<JsonElement> GetAsync(string path)
    {
        using var json = JsonDocument.Parse(await fixture.Client.GetStringAsync(path));
        return json.RootElement.Clone();
    }
}
