using ImageRetrieval.Collection.Filters;
using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Collection.Tests.Contract.Search;

/// <summary>Filters in searches, pages and facets.</summary>
public abstract class FilterContract(CollectionEngine engine) : IAsyncLifetime
{
    private static readonly ItemFilter s_kind = new InFilter("meta.kind", ["kind1"]);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await engine.DisposeAsync();

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    // What each image 0…29 must be to pass: images are of the kind i % 3 and the year 1990 + i % 10.
    private static readonly Dictionary<string, (ItemFilter Filter, Func<int, bool> Holds)> s_cases = new()
    {
        ["text"] = (s_kind, i => i % 3 == 1),
        ["texts"] = (new InFilter("meta.kind", ["kind1", "kind0", "none"]), i => i % 3 < 2),
        ["other case"] = (new InFilter("meta.kind", ["Kind1"]), _ => false),
        ["number"] = (new InFilter("meta.year", ["1.995e3", "1996.0"]), i => i % 10 is 5 or 6),
        ["not a number"] = (new InFilter("meta.year", ["year"]), _ => false),
        ["range"] = (new RangeFilter("meta.year", new NumberRange(1991, false, 1994, true)), i => i % 10 is >= 2 and <= 4),
        ["open range"] = (new RangeFilter("meta.year", new NumberRange(double.NegativeInfinity, true, 1992, false)), i => i % 10 < 2),
        ["range of text"] = (new RangeFilter("meta.kind", new NumberRange(double.NegativeInfinity, true, double.PositiveInfinity, true)), _ => false),
        ["ids"] = (new IdsFilter(["1", "7", "none"]), i => i is 1 or 7),
        ["not"] = (new NotFilter(s_kind), i => i % 3 != 1),
        ["not of an unknown column"] = (new NotFilter(new InFilter("meta.none", ["1"])), _ => true),
        ["and"] = (new AndFilter([s_kind, new RangeFilter("meta.year", new NumberRange(1995, true, 1999, true))]), i => i % 3 == 1 && i % 10 >= 5),
        ["or"] = (new OrFilter([s_kind, new IdsFilter(["0"])]), i => i % 3 == 1 || i == 0),
        ["deep"] = (new NotFilter(new AndFilter([new OrFilter([s_kind, new NotFilter(new IdsFilter(["2"]))]), new InFilter("name", ["3.png", "4.png"])])), i => i is not (3 or 4)),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Searches_pages_and_facets_have_the_images_that_meet_it(string name)
    {
        var (filter, holds) = s_cases[name];
        await engine.ServeAsync(SampleImages.Many(30));
        using var lease = await engine.AcquireAsync();
        var prepared = await PrepareAsync(lease, filter);
        var expected = Enumerable.Range(0, 30).Where(holds).Select(i => $"{i}").Order().ToList();
        Assert.Equal(filter, prepared.Filter);

        var page = await lease.PageAsync(prepared, 0, 100, default);
        Assert.Equal((expected.Count, true), (page.Total, expected.SequenceEqual(page.Items.Select(item => item.ImageId).Order())));
        foreach (var query in (ItemQuery[])[new(30), new(30) { Candidates = 30 }, new(30) { Candidates = 30, Ranking = Ranking.Context }])
            Assert.Equal(expected, (await lease.SearchAsync(SampleImages.Direction(-1), query with { Filter = prepared }, default)).Select(hit => hit.ImageId).Order());
        Assert.Equal(expected.Count, (await lease.FacetsAsync(filter, scan => Task.FromResult(scan(default)), default)).Count);
    }

    [Fact]
    public async Task A_filter_is_prepared_once_for_each_generation()
    {
        await engine.ServeAsync(SampleImages.Many(30));
        using var lease = await engine.AcquireAsync();
        Assert.Equal((false, 0), (lease.IsPrepared(s_kind), lease.PreparedFilters));
        var scans = 0;
        for (var i = 0; i < 3; i++)
            await lease.PrepareAsync(new InFilter("meta.kind", ["kind1"]), scan => Task.FromResult(Count(scan)), default);
        Assert.InRange(scans, 0, 1);
        Assert.Equal((true, 1), (lease.IsPrepared(s_kind), lease.PreparedFilters));
        await engine.ServeAsync(SampleImages.Many(31));
        using var next = await engine.AcquireAsync();
        Assert.False(next.IsPrepared(s_kind));

        PreparedFilter Count(Func<CancellationToken, PreparedFilter> scan)
        {
            scans++;
            return scan(default);
        }
    }

    [Fact]
    public async Task Facets_are_counted_over_all_images_or_those_of_a_filter()
    {
        await engine.ServeAsync(SampleImages.Many(30));
        using var lease = await engine.AcquireAsync();
        Assert.False(lease.AreCounted(null));
        var all = await lease.FacetsAsync(null, scan => Task.FromResult(scan(default)), default);
        Assert.Equal((true, false), (lease.AreCounted(null), lease.AreCounted(s_kind)));
        Assert.Equal(["kind", "label", "year"], all.Columns.Select(column => column.Column));
        Assert.Equal([new("kind0", 10), new("kind1", 10), new("kind2", 10)], all.Columns[0].Values);
        Assert.Equal((false, 3, false, null, null), (all.Columns[0].IsNumber, all.Columns[0].Distinct, all.Columns[0].DistinctIsLeast, all.Columns[0].Min, all.Columns[0].Max));
        Assert.Equal((true, 10, 1990.0, 1999.0), (all.Columns[2].IsNumber, all.Columns[2].Distinct, all.Columns[2].Min, all.Columns[2].Max));

        var some = await lease.FacetsAsync(s_kind, scan => Task.FromResult(scan(default)), default);
        Assert.Equal([new("kind1", 10)], some.Columns[0].Values);
        Assert.Equal(10, some.Count);
        Assert.Equal((0, 0), await CountsAsync(new IdsFilter(["none"])));

        async Task<(int, int)> CountsAsync(ItemFilter filter)
        {
            var table = await lease.FacetsAsync(filter, scan => Task.FromResult(scan(default)), default);
            return (table.Count, table.Columns.Count);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task Pages_have_every_image_once(int limit)
    {
        await engine.ServeAsync(SampleImages.Many(30));
        using var lease = await engine.AcquireAsync();
        foreach (var filter in (PreparedFilter?[])[null, await PrepareAsync(lease, s_kind)])
        {
            var total = (await lease.PageAsync(filter, 0, 0, default)).Total;
            var seen = new List<string>();
            for (var offset = 0; offset < total + limit; offset += limit)
            {
                var page = await lease.PageAsync(filter, offset, limit, default);
                Assert.Equal((total, Math.Clamp(total - offset, 0, limit)), (page.Total, page.Items.Count));
                seen.AddRange(page.Items.Select(item => item.ImageId));
            }
            Assert.Equal(filter is null ? 30 : 10, seen.Distinct().Count());
            Assert.Equal(total, seen.Count);
            Assert.Equal(seen, (await lease.PageAsync(filter, 0, 100, default)).Items.Select(item => item.ImageId));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(30)]
    [InlineData(100)]
    public async Task A_spread_page_has_different_images_in_the_order_of_all(int limit)
    {
        await engine.ServeAsync(SampleImages.Many(30));
        using var lease = await engine.AcquireAsync();
        var all = (await lease.PageAsync(null, 0, 100, default)).Items.Select(item => item.ImageId).ToList();
        var spread = await lease.SpreadAsync(limit, default);
        var places = spread.Items.Select(item => all.IndexOf(item.ImageId)).ToList();
        Assert.Equal((30, Math.Min(limit, 30)), (spread.Total, places.Count));
        Assert.Equal(places.Distinct().Order(), places);
        Assert.All(places.Zip(places.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 30 / Math.Min(limit, 30), (30 / Math.Min(limit, 30)) + 1));
    }

    private static ValueTask<PreparedFilter> PrepareAsync(IIndexLease lease, ItemFilter filter) => lease.PrepareAsync(filter, scan => Task.FromResult(scan(default)), default);
}
