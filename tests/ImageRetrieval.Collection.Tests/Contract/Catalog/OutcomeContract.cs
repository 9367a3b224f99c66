using System.Buffers;
using System.Text;
using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Collection.Tests.Contract.Catalog;

/// <summary>Outcomes, and what the stored bytes and embeddings say afterwards.</summary>
public abstract class OutcomeContract<TEngine> : CatalogContract<TEngine> where TEngine : CatalogEngine, new()
{
    private DateTimeOffset Now => Engine.Clock.GetUtcNow();

    [Fact]
    public async Task Every_outcome_that_is_delivered_twice_changes_nothing_the_second_time()
    {
        await Engine.TakeAsync(RowList.Of("l", "1", "2", "3", "4", "5"));
        var stored = await Engine.FinishAsync("4");
        var first = await Engine.KeepAsync("1", "one", new("etag", "yesterday"));
        var sha256 = first.Image.File.Sha256;
        foreach (var outcome in (Outcome[])
            [
                first, new Outcome.Damaged(sha256, "a byte"), new Outcome.NotEmbedded(sha256, CatalogEngine.Model.Space, "zero"), new Outcome.PixelsKnown(CatalogEngine.Model.Space, "pixels", sha256),
                new Outcome.Embedded("1", sha256, ["tiny"]), new Outcome.Failed("2", 3, Now.AddMinutes(1), FailureReason.Http5xx, "503"), new Outcome.Failed("3", 1, null, FailureReason.Empty, "0 bytes"),
                new Outcome.Checked("4"), new Outcome.Lost("4"),
            ])
        {
            await Engine.DeliverAsync(outcome);
            var once = await Engine.DescribeAsync();
            await Engine.DeliverAsync(outcome, outcome);
            Assert.Equal(once, await Engine.DescribeAsync());
        }
        Assert.Equal(new StateCounts(0, 2, 1, 1, 1), await Engine.Report.CountsAsync(default));
        Assert.Single(stored);
    }

    [Fact]
    public async Task Bytes_can_be_read_once_their_outcome_is_stored_and_the_same_bytes_are_stored_once()
    {
        await Engine.TakeAsync(RowList.Of("l", "1", "2"));
        var (one, two) = (await Engine.KeepAsync("1", "same"), await Engine.KeepAsync("2", "same"));
        Assert.Equal(one.Image.File, two.Image.File);
        await Engine.DeliverAsync(one, two);
        await Engine.CrashAndReopenAsync();

        Assert.Equal("same", await ReadAsync(one.Image.File));
        Assert.Null(await ReadAsync(one.Image.File with { Sha256 = new string('0', 64) }));
    }

    [Fact]
    public async Task Staged_bytes_without_an_outcome_are_removed_and_stored_ones_are_not()
    {
        await Engine.TakeAsync(RowList.Of("l", "1", "2"));
        var (kept, staged) = (await Engine.KeepAsync("1", "kept"), await Engine.KeepAsync("2", "staged"));
        await Engine.DeliverAsync(kept);
        await Engine.CrashAndReopenAsync();
        await Engine.Images.RemoveStagedAsync(default);

        Assert.Equal("kept", await ReadAsync(kept.Image.File));
        Assert.Null(await ReadAsync(staged.Image.File));
        // The same bytes may be kept again.
        await Engine.DeliverAsync(await Engine.KeepAsync("2", "staged"));
        Assert.Equal("staged", await ReadAsync(staged.Image.File));
    }

    [Fact]
    public async Task An_embedded_outcome_is_ignored_for_an_image_that_has_other_bytes_by_now()
    {
        await Engine.TakeAsync(RowList.Of("l", "1"));
        var (old, new_) = (await Engine.KeepAsync("1", "old"), await Engine.KeepAsync("1", "new"));
        await Engine.DeliverAsync(old, new_, new Outcome.Embedded("1", old.Image.File.Sha256, ["tiny"]));
        await Engine.Catalog.BeginPassAsync(TimeSpan.FromHours(6), default);
        Assert.Equal(new_.Image.File, Assert.Single(await Engine.Work.StoredImagesAsync("", 9, default)).File);
    }

    [Fact]
    public async Task What_is_known_of_a_space_survives_and_is_not_known_of_another()
    {
        var (sha256, other) = (new string('a', 64), new string('b', 64));
        await Engine.DeliverAsync(new Outcome.NotEmbedded(sha256, "tiny-space-3", "zero"), new Outcome.PixelsKnown("tiny-space-3", "pixels", sha256), new Outcome.PixelsKnown("tiny-space-3", "pixels", other));
        await (await Engine.Embeddings.OpenAsync("tiny-space-3", 3, default)).AppendAsync(sha256, new float[] { 1, 2, 3 }, default);
        await Engine.CrashAndReopenAsync();

        var space = await Engine.Embeddings.OpenAsync("tiny-space-3", 3, default);
        var embedding = new float[3];
        Assert.True(await space.ContainsAsync(sha256, default) && await space.TryReadAsync(sha256, embedding, default));
        Assert.Equal([1, 2, 3], embedding);
        Assert.Equal([sha256], await space.NotEmbeddedAsync(default));
        Assert.Equal(sha256, await space.ContentOfPixelsAsync("pixels", default));
        var unknown = await Engine.Embeddings.OpenAsync("other-space-3", 3, default);
        Assert.False(await unknown.ContainsAsync(sha256, default) || await unknown.TryReadAsync(sha256, embedding, default));
        Assert.Empty(await unknown.NotEmbeddedAsync(default));
        Assert.Null(await unknown.ContentOfPixelsAsync("pixels", default));
    }

    [Fact]
    public async Task The_first_embedding_of_some_bytes_is_kept_and_one_of_another_dimension_is_rejected()
    {
        var (sha256, space, embedding) = (new string('a', 64), await Engine.Embeddings.OpenAsync("tiny-space-3", 3, default), new float[3]);
        await space.AppendAsync(sha256, new float[] { 1, 2, 3 }, default);
        await space.AppendAsync(sha256, new float[] { 9, 9, 9 }, default);
        await Assert.ThrowsAsync<ArgumentException>(async () => await space.AppendAsync(new string('b', 64), new float[] { 1, 2 }, default));
        Assert.True(await space.TryReadAsync(sha256, embedding, default));
        Assert.Equal([1, 2, 3], embedding);
        Assert.Equal(1, space.Count);
    }

    private async Task<string?> ReadAsync(StoredImage image)
    {
        var bytes = new ArrayBufferWriter<byte>();
        return await Engine.Images.ReadAsync(image, bytes, default) ? Encoding.UTF8.GetString(bytes.WrittenSpan) : null;
    }
}
