using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Collection.Tests.Contract.Catalog;

/// <summary>Taking lists.</summary>
public abstract class ListContract<TEngine> : CatalogContract<TEngine> where TEngine : CatalogEngine, new()
{
    [Fact]
    public async Task New_rows_are_work_and_finished_images_stay_finished_in_any_order_of_rows()
    {
        Assert.Empty(await Engine.TakeAsync(RowList.Of("a.csv", "1", "2")));
        Assert.Equal(["1", "2"], await WorkAsync());
        await Engine.FinishAsync("1");

        await Engine.TakeAsync(RowList.Of("a.csv", "2", "1"));
        Assert.Equal(["2"], await WorkAsync());
        Assert.Equal(new StateCounts(0, 1, 1, 0, 0), await Engine.Report.CountsAsync(default));
    }

    [Fact]
    public async Task The_first_of_two_rows_with_one_id_is_used_and_the_other_is_rejected()
    {
        await Engine.TakeAsync(new RowList("a.csv", RowList.Row("a.csv", "1", "http://a.test/first", 2), RowList.Row("a.csv", "1", "http://a.test/second", 3)));

        Assert.Equal("http://a.test/first", Assert.Single(await Engine.Work.ImagesAsync("a.test", "", DateTimeOffset.MaxValue, 9, default)).Source.Url);
        var failure = Assert.Single(await Engine.Report.FailuresAsync(9, default));
        Assert.Equal((3L, "1", FailureState.Rejected, FailureReason.DuplicateId, "a.csv"), (failure.Line, failure.ImageId, failure.State, failure.Reason, failure.List));
    }

    [Fact]
    public async Task A_removed_row_is_in_no_report_and_returns_with_its_bytes()
    {
        await Engine.TakeAsync(RowList.Of("a.csv", "1", "2"));
        await Engine.FinishAsync("1");
        await Engine.DeliverAsync(new Outcome.Failed("2", 1, null, FailureReason.Http4xx, "404"));
        await Engine.TakeAsync(RowList.Of("a.csv", "3"));
        Assert.Equal(new StateCounts(0, 1, 0, 0, 0), await Engine.Report.CountsAsync(default));
        Assert.Empty(await Engine.Report.ReasonsAsync(default));

        await Engine.TakeAsync(RowList.Of("a.csv", "1", "2"));
        Assert.Equal(new StateCounts(0, 1, 1, 0, 0), await Engine.Report.CountsAsync(default));
        Assert.Equal(["2"], await WorkAsync());
    }

    [Theory]
    [InlineData("http://a.test/other", null), InlineData("http://a.test/1", "2")]
    public async Task A_changed_URL_or_version_makes_an_image_work_again(string url, string? version)
    {
        await Engine.TakeAsync(new RowList("a.csv", RowList.Row("a.csv", "1", "http://a.test/1", 2, version is null ? null : "1")));
        await Engine.FinishAsync("1");
        Assert.Empty(await WorkAsync());
        await Engine.TakeAsync(new RowList("a.csv", RowList.Row("a.csv", "1", url, 2, version)));

        var image = Assert.Single(await Engine.Work.ImagesAsync("a.test", "", DateTimeOffset.MaxValue, 9, default));
        Assert.Equal((ImageState.Pending, null, url), (image.State, image.File, image.Source.Url));
    }

    [Fact]
    public async Task An_interrupted_list_keeps_its_rows_and_delays_no_other()
    {
        await Engine.TakeAsync(RowList.Of("a.csv", "a1", "a2"), RowList.Of("b.csv", "b1"));
        var broken = new RowList("a.csv", RowList.Row("a.csv", "a9", "http://a.test/a9")) { Edition = 2, BreaksWith = "cut off" };
        var problems = await Engine.TakeAsync(broken, RowList.Of("b.csv", "b2"));

        Assert.Equal(["cut off"], problems.Select(problem => problem.Message));
        Assert.Equal(["a1", "a2", "b2"], await WorkAsync());
        Assert.False(await Engine.Catalog.AreAppliedAsync([broken.Fingerprint(), RowList.Of("b.csv").Fingerprint()], default));
    }

    [Fact]
    public async Task Lists_that_were_read_completely_and_are_unchanged_are_not_read_again()
    {
        RowList one = RowList.Of("a.csv", "1"), other = RowList.Of("b.csv", "2");
        Assert.False(await Engine.Catalog.AreAppliedAsync([one.Fingerprint()], default));
        await Engine.TakeAsync(one, other);
        await Engine.CrashAndReopenAsync();

        Assert.True(await Engine.Catalog.AreAppliedAsync([other.Fingerprint(), one.Fingerprint()], default));
        Assert.False(await Engine.Catalog.AreAppliedAsync([one.Fingerprint()], default));
        Assert.False(await Engine.Catalog.AreAppliedAsync([one.Fingerprint(), other.Fingerprint() with { Fingerprint = "9" }], default));
    }

    [Fact]
    public async Task Rejected_rows_are_reported_until_their_list_is_read_without_them()
    {
        await Engine.TakeAsync(new RowList("a.csv", RowList.Row("a.csv", "1", "http://a.test/1"), RowList.Rejected("a.csv", 3, FailureReason.MissingUrl)));
        Assert.Equal(new StateCounts(1, 1, 0, 0, 0), await Engine.Report.CountsAsync(default));
        Assert.Equal(1, (await Engine.Report.ReasonsAsync(default))[FailureReason.MissingUrl]);

        await Engine.TakeAsync(RowList.Of("a.csv", "1"));
        Assert.Empty(await Engine.Report.FailuresAsync(9, default));
    }

    [Fact]
    public async Task Columns_of_the_list_travel_with_the_image()
    {
        await Engine.TakeAsync(RowList.Of("a.csv", "ü %2F/.."));
        var source = Assert.Single(await Engine.Work.ImagesAsync("a.test", "", DateTimeOffset.MaxValue, 9, default)).Source;
        Assert.Equal(("ü %2F/..", "a.csv", "kü %2F/.."), (source.ImageId, source.List, source.Metadata["kind"]));
    }

    private async Task<IReadOnlyList<string>> WorkAsync() =>
        [.. (await Engine.Work.ImagesAsync("a.test", "", DateTimeOffset.MaxValue, 1000, default)).Select(image => image.Source.ImageId)];
}
