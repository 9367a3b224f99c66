using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Collection.Tests.Contract.Catalog;

/// <summary>What is to be done, by host and time.</summary>
public abstract class WorkContract<TEngine> : CatalogContract<TEngine> where TEngine : CatalogEngine, new()
{
    private DateTimeOffset Now => Engine.Clock.GetUtcNow();

    [Fact]
    public async Task Hosts_are_listed_with_their_images_and_files_of_this_machine_have_none()
    {
        await Engine.TakeAsync(new RowList("l", RowList.Row("l", "1", "http://b.test:81/1"), RowList.Row("l", "2", "https://user:secret@A.test/2"), RowList.Row("l", "3", "file:///p/3.png"), RowList.Row("l", "4", "http://a.test/4")));
        Assert.Equal([new HostWork("", 1), new HostWork("a.test", 2), new HostWork("b.test:81", 1)], await Engine.Work.HostsAsync(Now, default));
    }

    [Theory]
    [InlineData(1), InlineData(3), InlineData(10)]
    public async Task Pages_have_every_image_of_a_host_once_ordered_by_id(int limit)
    {
        await Engine.TakeAsync(RowList.Of("l", "c", "a", "B", "ü", "10", "9", "a b", "x@other.test"));
        var (ids, last) = (new List<string>(), "");
        while (await Engine.Work.ImagesAsync("a.test", last, Now, limit, default) is { Count: > 0 } page)
        {
            ids.AddRange(page.Select(image => image.Source.ImageId));
            last = ids[^1];
        }
        Assert.Equal(["10", "9", "B", "a", "a b", "c", "ü"], ids);
    }

    [Fact]
    public async Task A_failed_image_is_due_at_its_time_and_one_that_failed_permanently_never()
    {
        await Engine.TakeAsync(RowList.Of("l", "1", "2", "3"));
        Assert.True(await Engine.Work.HasNewAsync(Now, default));
        var due = Now.AddMinutes(1);
        await Engine.DeliverAsync(new Outcome.Failed("1", 1, due, FailureReason.Http5xx, "503"), new Outcome.Failed("2", 1, null, FailureReason.Http4xx, "404"), new Outcome.Failed("3", 2, due.AddMinutes(5), FailureReason.Timeout, "slow"));

        Assert.Empty(await Engine.Work.HostsAsync(Now, default));
        Assert.False(await Engine.Work.HasNewAsync(DateTimeOffset.MaxValue, default));
        Assert.Equal(due, await Engine.Work.NextDueAsync(default));
        Assert.Equal(2, await Engine.Work.WaitingLongerAsync(Now, default));
        Engine.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal([("1", 1)], (await Engine.Work.ImagesAsync("a.test", "", Now, 9, default)).Select(image => (image.Source.ImageId, image.Attempts)));
        Assert.Equal(1, await Engine.Work.WaitingLongerAsync(Now, default));
    }

    [Fact]
    public async Task A_host_that_is_held_has_no_work_before_its_time_and_the_others_do()
    {
        await Engine.TakeAsync(RowList.Of("l", "1", "2", "3@b.test"));
        await Engine.Work.HoldHostAsync("a.test", Now.AddHours(1), default);
        Assert.Equal([new HostWork("b.test", 1)], await Engine.Work.HostsAsync(Now, default));
        Assert.Equal([new HostWork("a.test", 2), new HostWork("b.test", 1)], await Engine.Work.HostsAsync(Now.AddHours(1), default));
    }

    [Fact]
    public async Task Times_beyond_the_longest_wait_are_reduced_when_a_pass_begins()
    {
        await Engine.TakeAsync(RowList.Of("l", "1"));
        await Engine.DeliverAsync(new Outcome.Failed("1", 1, Now.AddYears(50), FailureReason.Http5xx, "503"));
        await Engine.Catalog.BeginPassAsync(TimeSpan.FromHours(6), default);
        Assert.Equal(Now.AddHours(6), await Engine.Work.NextDueAsync(default));
    }

    [Fact]
    public async Task Failures_are_retried_by_reason_or_by_host()
    {
        await Engine.TakeAsync(RowList.Of("l", "1", "2", "3@b.test", "4@b.test"));
        await Engine.DeliverAsync(
            new Outcome.Failed("1", 1, null, FailureReason.Http4xx, "404"), new Outcome.Failed("2", 1, null, FailureReason.NotAnImage, "html"),
            new Outcome.Failed("3", 3, null, FailureReason.Http4xx, "404"), new Outcome.Failed("4", 1, Now.AddHours(1), FailureReason.Timeout, "slow"));
        Assert.Equal([("a.test", 2L), ("b.test", 2L)], (await Engine.Report.FailuresByHostAsync(9, default)).Select(host => (host.Host, host.Failed)));

        Assert.Equal(1, await Engine.Catalog.RetryAsync(FailureReason.Http4xx, "b.test", default));
        Assert.Equal(0, Assert.Single(await Engine.Work.ImagesAsync("b.test", "", Now, 9, default)).Attempts);
        Assert.Equal(1, await Engine.Catalog.RetryAsync(FailureReason.Http4xx, null, default));
        Assert.Equal(2, await Engine.Catalog.RetryAsync(null, null, default));
        Assert.Equal(new StateCounts(0, 4, 0, 0, 0), await Engine.Report.CountsAsync(default));
    }

    [Fact]
    public async Task Images_that_were_stored_before_the_pass_and_are_not_embedded_are_work_for_the_models()
    {
        await Engine.TakeAsync(RowList.Of("l", "1", "2"));
        await Engine.DeliverAsync(await Engine.KeepAsync("1", "one"));
        // In the pass of its download, it is on its way.
        Assert.Empty(await Engine.Work.StoredImagesAsync("", 9, default));

        await Engine.CrashAndReopenAsync();
        await Engine.Catalog.BeginPassAsync(TimeSpan.FromHours(6), default);
        var image = Assert.Single(await Engine.Work.StoredImagesAsync("", 9, default));
        Assert.Equal(("1", ImageState.Downloaded), (image.Source.ImageId, image.State));
        Assert.Empty(await Engine.Work.StoredImagesAsync("1", 9, default));
    }
}
