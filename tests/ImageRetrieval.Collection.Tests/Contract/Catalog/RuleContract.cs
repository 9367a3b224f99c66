using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Embeddings;

namespace ImageRetrieval.Collection.Tests.Contract.Catalog;

/// <summary>Rules over many rows: refreshes, placeholders, the check of what is stored.</summary>
public abstract class RuleContract<TEngine> : CatalogContract<TEngine> where TEngine : CatalogEngine, new()
{
    private DateTimeOffset Now => Engine.Clock.GetUtcNow();

    [Fact]
    public async Task A_refresh_requests_images_not_checked_recently_with_the_validators_of_the_server()
    {
        await Engine.TakeAsync(new RowList("l", RowList.Row("l", "1", "http://a.test/1"), RowList.Row("l", "2", "file:///p/2.png")));
        await Engine.FinishAsync("2");
        var downloaded = await Engine.KeepAsync("1", "one", new("etag", "yesterday"));
        await Engine.DeliverAsync(downloaded, new Outcome.Embedded("1", downloaded.Image.File.Sha256, ["tiny"]));
        Assert.Equal(Now, await Engine.Work.OldestCheckAsync(default));

        Assert.Equal(0, await Engine.Catalog.MarkForRefreshAsync(TimeSpan.Zero, default));
        Engine.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await Engine.Catalog.MarkForRefreshAsync(TimeSpan.FromHours(1), default));
        var image = Assert.Single(await Engine.Work.ImagesAsync("a.test", "", Now, 9, default));
        Assert.Equal((true, new Validators("etag", "yesterday"), downloaded.Image.File), (image.IsRefresh, image.Validators, image.File));

        await Engine.DeliverAsync(new Outcome.Checked("1"));
        Assert.Empty(await Engine.Work.HostsAsync(Now, default));
        Assert.Equal(Now, await Engine.Work.OldestCheckAsync(default));
        Assert.Equal(2, (await Engine.Report.CountsAsync(default)).Stored);
    }

    [Fact]
    public async Task The_same_bytes_of_too_many_URLs_are_left_out_and_come_back_when_they_are_fewer()
    {
        await Engine.TakeAsync(RowList.Of("l", "1", "2", "3", "4", "5"));
        await Engine.FinishAsync(("1", "same"), ("2", "same"), ("3", "same"), ("4", "same"), ("5", "other"));
        Assert.Equal(new(0, 0), await Engine.Catalog.OmitPlaceholdersAsync(0, default));
        Assert.Equal(new(0, 0), await Engine.Catalog.OmitPlaceholdersAsync(4, default));
        Assert.Equal(new(4, 0), await Engine.Catalog.OmitPlaceholdersAsync(3, default));
        Assert.Equal(4, (await Engine.Report.ReasonsAsync(default))[FailureReason.Placeholder]);
        // A command to retry does not take them back.
        Assert.Equal(0, await Engine.Catalog.RetryAsync(null, null, default));

        await Engine.TakeAsync(RowList.Of("l", "2", "3", "4", "5"));
        Assert.Equal(new(0, 3), await Engine.Catalog.OmitPlaceholdersAsync(3, default));
        Assert.Equal(4, (await Engine.Report.CountsAsync(default)).Stored);
    }

    [Fact]
    public async Task Failures_are_listed_by_page_and_filter_and_a_retry_has_an_outcome()
    {
        await Engine.TakeAsync(new RowList(
            "l", RowList.Row("l", "1", "http://a.test/1", 2), RowList.Row("l", "2", "http://b.test/2", 3), RowList.Rejected("l", 4, FailureReason.MissingUrl), RowList.Row("l", "3", "file:///p/3.png", 5)));
        await Engine.DeliverAsync(
            new Outcome.Failed("1", 1, Now.AddMinutes(1), FailureReason.Http5xx, "503"), new Outcome.Failed("2", 1, null, FailureReason.Http4xx, "404"), new Outcome.Failed("3", 1, null, FailureReason.Empty, "0 bytes"));
        var page = await Engine.Report.FailurePageAsync(default, 2, 1, default);
        Assert.Equal((4, "2", FailureReason.MissingUrl), (page.Total, page.Failures[0].ImageId, page.Failures[1].Reason));
        var first = Assert.Single((await Engine.Report.FailurePageAsync(new(FailureReason.Http5xx, "a.test"), 9, 0, default)).Failures);
        Assert.Equal(("1", "a.test", Now, Now.AddMinutes(1)), (first.ImageId, first.Host, first.LastTry, first.NextTry));
        Assert.Equal("3", Assert.Single((await Engine.Report.FailurePageAsync(new(null, ""), 9, 0, default)).Failures).ImageId);
        Assert.Null(await Engine.Report.RetryOutcomeAsync(default));

        Assert.Equal(1, await Engine.Catalog.RetryImageAsync("2", default));
        Assert.Equal(new(1, 1, 0, 0), await Engine.Report.RetryOutcomeAsync(default));
        Assert.Equal(2, await Engine.Catalog.RetryAsync(null, null, default));
        Assert.Equal(0, await Engine.Catalog.RetryImageAsync("2", default));
        await Engine.DeliverAsync(new Outcome.Failed("1", 1, null, FailureReason.Timeout, "slow"));
        await Engine.FinishAsync("3");
        Assert.Equal(new(2, 0, 1, 1), await Engine.Report.RetryOutcomeAsync(default));
    }

    [Fact]
    public async Task Damaged_images_are_reported_while_they_are_indexed()
    {
        await Engine.TakeAsync(RowList.Of("l", "1", "2"));
        var files = await Engine.FinishAsync("1", "2");
        await Engine.DeliverAsync(new Outcome.Damaged(files[0].Sha256, "a byte"));
        Assert.Equal(("1", "a byte", "l"), Assert.Single(await Engine.Report.DamagedAsync(9, default)) is var image ? (image.ImageId, image.Detail, image.List) : default);
        Assert.Equal(1, await Engine.Report.DamagedCountAsync(default));
        await Engine.TakeAsync(RowList.Of("l", "2"));
        Assert.Equal(0, await Engine.Report.DamagedCountAsync(default));
    }

    [Fact]
    public async Task Contents_without_an_embedding_are_failures_that_do_not_stop_their_image()
    {
        await Engine.TakeAsync(RowList.Of("l", "1"));
        var downloaded = await Engine.KeepAsync("1", "one");
        await Engine.DeliverAsync(downloaded, new Outcome.NotEmbedded(downloaded.Image.File.Sha256, CatalogEngine.Model.Space, "zero"), new Outcome.Embedded("1", downloaded.Image.File.Sha256, []));
        Assert.Equal(("1", FailureReason.NoEmbedding, FailureState.Permanent), Assert.Single(await Engine.Report.FailuresAsync(9, default)) is var failure ? (failure.ImageId, failure.Reason, failure.State) : default);
        Assert.Equal(1, (await Engine.Report.CountsAsync(default)).Stored);
    }

    [Fact]
    public async Task The_check_counts_what_is_stored_and_finds_lost_bytes_and_missing_embeddings()
    {
        await Engine.TakeAsync(RowList.Of("l", "1", "2", "3", "4"));
        var files = await Engine.FinishAsync("1", "2", "3");
        Assert.Equal((3L, 3L, 3L), await CheckAsync(CatalogEngine.Model));

        await Engine.LoseBytesAsync(files[0]);
        var downloaded = await Engine.KeepAsync("4", "four");
        await Engine.DeliverAsync(downloaded);
        Assert.Equal((3L, 2L, 2L), await CheckAsync(CatalogEngine.Model));
        Assert.Equal(["1"], (await Engine.Work.ImagesAsync("a.test", "", Now, 9, default)).Select(image => image.Source.ImageId));

        // Another model has embedded none of them.
        var other = new ModelSpace("other", "other-space-3", 3);
        Assert.Equal((3L, 0L, 0L), await CheckAsync(other));
        await Engine.Catalog.BeginPassAsync(TimeSpan.FromHours(6), default);
        Assert.Equal(["2", "3", "4"], (await Engine.Work.StoredImagesAsync("", 9, default)).Select(image => image.Source.ImageId));
        Assert.Equal((3L, 2L, 2L), await CheckAsync(CatalogEngine.Model));
    }

    private async Task<(long Downloaded, long Indexed, long Embedded)> CheckAsync(ModelSpace model)
    {
        var counts = await Engine.Catalog.CheckStoredAsync([model], default);
        return (counts.Downloaded, counts.Indexed, counts.Embedded[0]);
    }
}
