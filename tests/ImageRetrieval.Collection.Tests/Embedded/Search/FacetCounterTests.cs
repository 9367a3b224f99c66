using ImageRetrieval.Collection.Embedded.Search;
using ImageRetrieval.Collection.Facets;
using ImageRetrieval.Fixtures;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Tests.Embedded.Search;

/// <summary>Counting the values of a snapshot's columns in bounded memory.</summary>
public sealed class FacetCounterTests
{
    [Fact]
    public void A_column_of_more_values_than_are_counted_lists_only_what_is_certainly_most_frequent()
    {
        // Each image has a number of its own; of 1,000, every third has one of three tags and the others one of their own.
        using var folder = new TemporaryFolder();
        using var snapshot = Publish(folder, 1000, i => new() { ["meta.sku"] = $"{i}", ["meta.tag"] = i % 3 == 0 ? $"tag{i % 9}" : $"own{i}", ["meta.empty"] = "" });
        var table = FacetCounter.Count(snapshot, null, places: 50);

        var (sku, tag) = (table.Columns[0], table.Columns[1]);
        Assert.Equal(["sku", "tag"], table.Columns.Select(column => column.Column));
        Assert.Equal((true, 0.0, 999.0, true), (sku.IsNumber, sku.Min, sku.Max, sku.DistinctIsLeast));
        Assert.Empty(sku.Values);
        Assert.Equal([new("tag0", 112), new("tag3", 111), new("tag6", 111)], tag.Values);
        Assert.Equal((50, true), (tag.Distinct, tag.DistinctIsLeast));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void In_any_order_the_listed_values_are_the_most_frequent_ones(int seed)
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
    public void Long_values_and_infinite_numbers_are_text_that_is_not_listed()
    {
        using var folder = new TemporaryFolder();
        using var snapshot = Publish(folder, 2, i => new() { ["meta.n"] = i == 0 ? "1" : "1e999", ["meta.t"] = i == 0 ? "short" : new string('x', 201) });
        var table = FacetCounter.Count(snapshot, null);
        Assert.All(table.Columns, column => Assert.False(column.IsNumber));
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
}
