using ImageRetrieval.Collection.Filters;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Collection.Tests.Contract.Search;

/// <summary>Pages of images in an order of the caller.</summary>
public abstract class OrderContract(CollectionEngine engine) : IAsyncLifetime
{
    private static readonly (string Id, string Price, string Date, string Title)[] s_images =
    [
        ("b", "9.5", "2021-03-01", "img10"), ("a", "10", "2020-12-31T23:00:00Z", "Éclair"), ("d", "", "", ""), ("c", "1e1", "1 March 2021", "img2"), ("e", "-3", "2019-01-01", "apple"),
    ];

    public Task InitializeAsync() => engine.ServeAsync(s_images.Select((image, i) => (
        SampleImages.Item(image.Id, ("meta.price", image.Price), ("meta.date", image.Date), ("meta.title", image.Title)), SampleImages.Direction(i))));

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Theory]
    [InlineData("meta.price", false, "e b a c d", SortKind.Number)]
    [InlineData("meta.price", true, "a c b e d", SortKind.Number)]
    [InlineData("meta.date", false, "e a b c d", SortKind.Date)]
    [InlineData("meta.title", false, "e a c b d", SortKind.Text)]
    [InlineData("meta.title", true, "b c a e d", SortKind.Text)]
    [InlineData("id", true, "e d c b a", SortKind.Text)]
    [InlineData("meta.none", true, "a b c d e", SortKind.None)]
    public async Task Values_are_sorted_by_what_they_are_with_missing_ones_last_and_ties_by_id(string field, bool descending, string ids, SortKind kind)
    {
        using var lease = await engine.AcquireAsync();
        var order = await lease.OrderAsync(new SortOrder(field, descending), scan => Task.FromResult(scan(default)), default);
        Assert.Equal(kind, order.Kind);
        var page = await lease.PageAsync(null, order, 0, 10, default);
        Assert.Equal(ids, Ids(page));
        Assert.Equal(ids[2..7], Ids(await lease.PageAsync(null, order, 1, 3, default)));
        Assert.Empty((await lease.PageAsync(null, order, 5, 3, default)).Items);
    }

    [Fact]
    public async Task An_order_is_prepared_once_and_combined_with_a_filter()
    {
        using var lease = await engine.AcquireAsync();
        var (sort, scans) = (new SortOrder("meta.price", Descending: true), 0);
        Assert.False(lease.IsOrdered(sort));
        for (var i = 0; i < 3; i++)
        {
            await lease.OrderAsync(sort, scan =>
            {
                scans++;
                return Task.FromResult(scan(default));
            }, default);
        }
        Assert.Equal((1, true, false), (scans, lease.IsOrdered(sort), lease.IsOrdered(sort with { Descending = false })));
        var order = await lease.OrderAsync(sort, scan => throw new InvalidOperationException("It is prepared already."), default);
        var filter = await lease.PrepareAsync(new RangeFilter(ItemFields.OfColumn("price"), new NumberRange(0, true, double.PositiveInfinity, false)), scan => Task.FromResult(scan(default)), default);
        var page = await lease.PageAsync(filter, order, 1, 5, default);
        Assert.Equal((3, "c b"), (page.Total, Ids(page)));
    }

    [Fact]
    public async Task An_order_of_another_generation_is_a_mistake_of_the_caller()
    {
        PreparedOrder order;
        using (var lease = await engine.AcquireAsync())
            order = await lease.OrderAsync(new SortOrder(SortOrder.Id, false), scan => Task.FromResult(scan(default)), default);
        await engine.ServeAsync([(SampleImages.Item("z"), SampleImages.Direction(99))]);
        using var next = await engine.AcquireAsync();
        await Assert.ThrowsAsync<ArgumentException>(async () => await next.PageAsync(null, order, 0, 5, default));
    }

    private static string Ids(ItemPage page) => string.Join(' ', page.Items.Select(item => item.ImageId));
}
