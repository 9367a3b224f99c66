using ImageRetrieval.Collection.Filters;
using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Collection.Tests.Contract.Search;

/// <summary>Generations: which one is current, and what a lease holds.</summary>
public abstract class GenerationContract(CollectionEngine engine) : IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task Before_anything_is_published_a_model_has_no_index()
    {
        Assert.Equal((false, IndexState.Opening), (engine.Indexes.IsStarted, engine.Indexes.StateOf(CollectionEngine.Model)));
        await engine.RefreshAsync();
        Assert.Equal((true, IndexState.Building), (engine.Indexes.IsStarted, engine.Indexes.StateOf(CollectionEngine.Model)));
        Assert.Null(await engine.Indexes.AcquireAsync(CollectionEngine.Model, default));
        Assert.Null(engine.Indexes.CurrentOf(CollectionEngine.Model));
        Assert.Empty(await engine.Indexes.VersionsAsync(CollectionEngine.Model, default));
        Assert.Equal([CollectionEngine.Model, CollectionEngine.OtherModel], engine.Indexes.Models);
        Assert.Null(await engine.Indexes.AcquireAsync("unknown", default));
    }

    [Fact]
    public async Task A_published_generation_becomes_current_and_describes_itself()
    {
        var version = await engine.ServeAsync(SampleImages.Many(30));
        Assert.Equal((IndexState.Ready, IndexState.Building), (engine.Indexes.StateOf(CollectionEngine.Model), engine.Indexes.StateOf(CollectionEngine.OtherModel)));
        Assert.Null(engine.Indexes.FailureOf(CollectionEngine.Model));
        using var lease = await engine.AcquireAsync();
        var info = lease.Info;
        Assert.Equal((CollectionEngine.Model, FixedSpaces.Space, version, 30, SampleImages.Dimension, true), (info.Model, info.EmbeddingSpace, info.Version, info.Count, info.Dimension, info.HasContext));
        Assert.InRange(DateTimeOffset.UtcNow - info.Created, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(5));
        Assert.InRange(info.Bytes, 30 * SampleImages.Dimension, long.MaxValue);
        Assert.Equal(info, engine.Indexes.CurrentOf(CollectionEngine.Model));
        Assert.Equal([new PublishedVersion(version, info, IsCurrent: true, IsPinned: false)], await engine.Indexes.VersionsAsync(CollectionEngine.Model, default));
        Assert.Equal((1, 0), (engine.Events.Swaps, engine.Events.Refusals));
    }

    [Fact]
    public async Task A_lease_stays_on_its_generation_while_others_are_published()
    {
        var first = await engine.ServeAsync(SampleImages.Many(30, label: "first"));
        using var old = await engine.AcquireAsync();
        var filter = await old.PrepareAsync(new InFilter("meta.label", ["first"]), scan => Task.FromResult(scan(default)), default);
        var second = await engine.ServeAsync(SampleImages.Many(40, seed: 2, label: "second"));

        using var current = await engine.AcquireAsync();
        Assert.Equal((first, second), (old.Info.Version, current.Info.Version));
        Assert.True(string.CompareOrdinal(first, second) < 0);
        Assert.Equal(30, (await old.PageAsync(null, 0, 100, default)).Total);
        Assert.Equal(40, (await current.PageAsync(null, 0, 100, default)).Total);
        Assert.Null(await old.FindAsync("35", default));
        Assert.NotNull(await current.FindAsync("35", default));
        Assert.All(await old.SearchAsync(SampleImages.Direction(7), new ItemQuery(30), default), hit => Assert.Equal("first", hit.Item.Fields["meta.label"]));
        Assert.All(await current.SearchAsync(SampleImages.Direction(7), new ItemQuery(30), default), hit => Assert.Equal("second", hit.Item.Fields["meta.label"]));
        Assert.Equal(30, (await old.PageAsync(filter, 0, 100, default)).Total);
        await Assert.ThrowsAsync<ArgumentException>(async () => await current.SearchAsync(SampleImages.Direction(7), new ItemQuery(3) { Filter = filter }, default));
        Assert.Equal([second, first], (await engine.Indexes.VersionsAsync(CollectionEngine.Model, default)).Select(version => version.Version));
    }

    [Fact]
    public async Task Searches_during_publications_never_see_two_generations()
    {
        await engine.ServeAsync(SampleImages.Many(60, label: "0"));
        using var end = new CancellationTokenSource();
        var searches = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var answers = 0;
            while (!end.IsCancellationRequested || answers == 0)
            {
                using var lease = await engine.AcquireAsync();
                var hits = await lease.SearchAsync(SampleImages.Direction(answers++), new ItemQuery(20) { Candidates = 40 }, default);
                var page = await lease.PageAsync(null, 0, 200, default);
                Assert.Equal((20, lease.Info.Count), (hits.Count, page.Total));
                Assert.Single(hits.Select(hit => hit.Item).Concat(page.Items).Select(item => item.Fields["meta.label"]).Distinct());
            }
        })).ToArray();
        for (var generation = 1; generation <= 5; generation++)
            await engine.ServeAsync(SampleImages.Many(60 + generation, seed: generation, label: $"{generation}"));
        await end.CancelAsync();
        await Task.WhenAll(searches);
        Assert.Equal(6, engine.Events.Swaps);
    }

    [Fact]
    public async Task When_the_newest_generation_is_withdrawn_the_one_before_is_current_again()
    {
        var first = await engine.ServeAsync(SampleImages.Many(30));
        await engine.ServeAsync(SampleImages.Many(40));
        await engine.WithdrawNewestAsync(CollectionEngine.Model);
        await engine.RefreshAsync();
        Assert.Equal((first, 30), (engine.Indexes.CurrentOf(CollectionEngine.Model)!.Version, engine.Indexes.CurrentOf(CollectionEngine.Model)!.Count));
        Assert.Null(engine.Indexes.FailureOf(CollectionEngine.Model));
    }

    [Fact]
    public async Task A_pinned_generation_is_used_although_there_are_newer_ones_until_it_is_released()
    {
        var first = await engine.ServeAsync(SampleImages.Many(30));
        var second = await engine.ServeAsync(SampleImages.Many(40));
        await engine.PinAsync(CollectionEngine.Model, first);
        await engine.RefreshAsync();
        Assert.Equal(first, engine.Indexes.CurrentOf(CollectionEngine.Model)!.Version);
        var third = await engine.ServeAsync(SampleImages.Many(50));
        Assert.Equal(first, engine.Indexes.CurrentOf(CollectionEngine.Model)!.Version);
        Assert.Equal(
            [(third, 50, false, false), (second, 40, false, false), (first, 30, true, true)],
            (await engine.Indexes.VersionsAsync(CollectionEngine.Model, default)).Select(version => (version.Version, version.Info!.Count, version.IsCurrent, version.IsPinned)));

        await engine.PinAsync(CollectionEngine.Model, null);
        await engine.RefreshAsync();
        Assert.Equal(third, engine.Indexes.CurrentOf(CollectionEngine.Model)!.Version);
        Assert.Null(engine.Indexes.FailureOf(CollectionEngine.Model));
    }

    [Fact]
    public async Task A_pinned_generation_that_cannot_be_used_is_rejected_and_the_newest_is_used()
    {
        await engine.PublishAsync(CollectionEngine.Model, "space-2", SampleImages.Many(20));
        var second = await engine.ServeAsync(SampleImages.Many(30));
        var foreign = (await engine.Indexes.VersionsAsync(CollectionEngine.Model, default))[^1];
        Assert.Equal(("space-2", false), (foreign.Info!.EmbeddingSpace, foreign.IsCurrent));
        await engine.PinAsync(CollectionEngine.Model, foreign.Version);
        await engine.RefreshAsync();
        await engine.RefreshAsync();
        Assert.Equal((second, IndexState.Ready), (engine.Indexes.CurrentOf(CollectionEngine.Model)!.Version, engine.Indexes.StateOf(CollectionEngine.Model)));
        Assert.Contains("'space-2'", engine.Indexes.FailureOf(CollectionEngine.Model)!.Reason, StringComparison.Ordinal);
        Assert.Equal(1, engine.Events.Refusals);
    }

    [Fact]
    public async Task Any_generation_that_is_kept_can_be_held_by_its_version()
    {
        var versions = new List<string>();
        for (var i = 0; i < 4; i++)
            versions.Add(await engine.ServeAsync(SampleImages.Many(30 + i)));
        foreach (var (version, count) in versions.Select((version, i) => (version, 30 + i)).Concat(versions.Select((version, i) => (version, 30 + i)).Reverse()))
        {
            using var lease = await engine.Indexes.AcquireAsync(CollectionEngine.Model, version, default);
            Assert.Equal((version, count), (lease!.Info.Version, lease.Info.Count));
            Assert.Equal(count, (await lease.PageAsync(null, 0, 100, default)).Total);
            Assert.Equal(5, (await lease.SearchAsync(SampleImages.Direction(1), new ItemQuery(5), default)).Count);
        }

        Assert.Equal("30", (await engine.Indexes.FindInOtherVersionsAsync("30", default))!.ImageId);
        Assert.Null(await engine.Indexes.FindInOtherVersionsAsync("99", default));
        Assert.Null(await engine.Indexes.AcquireAsync(CollectionEngine.Model, "99999999", default));
        Assert.Null(await engine.Indexes.AcquireAsync(CollectionEngine.Model, "../" + versions[0], default));
        Assert.Null(await engine.Indexes.AcquireAsync("unknown", versions[0], default));
    }

    [Fact]
    public async Task An_older_generation_stays_usable_for_its_holder_after_it_was_withdrawn_and_cannot_be_held_again()
    {
        await engine.ServeAsync(SampleImages.Many(20));
        var second = await engine.ServeAsync(SampleImages.Many(30));
        await engine.PinAsync(CollectionEngine.Model, (await engine.Indexes.VersionsAsync(CollectionEngine.Model, default))[^1].Version);
        await engine.RefreshAsync();
        using var held = await engine.Indexes.AcquireAsync(CollectionEngine.Model, second, default);
        await engine.WithdrawNewestAsync(CollectionEngine.Model);
        Assert.Equal(30, (await held!.PageAsync(null, 0, 100, default)).Total);
        Assert.Null(await engine.Indexes.AcquireAsync(CollectionEngine.Model, second, default));
    }

    [Fact]
    public async Task A_damaged_newest_generation_is_rejected_once_and_the_current_one_stays_in_use()
    {
        var first = await engine.ServeAsync(SampleImages.Many(30));
        await engine.PublishAsync(CollectionEngine.Model, FixedSpaces.Space, SampleImages.Many(40));
        if (!await engine.TryDamageNewestAsync(CollectionEngine.Model))
            return;
        await engine.RefreshAsync();
        await engine.RefreshAsync();
        Assert.Equal((first, IndexState.Ready), (engine.Indexes.CurrentOf(CollectionEngine.Model)!.Version, engine.Indexes.StateOf(CollectionEngine.Model)));
        Assert.False(engine.Indexes.FailureOf(CollectionEngine.Model)!.Heals);
        Assert.Equal((1, 1), (engine.Events.Swaps, engine.Events.Refusals));

        await engine.ServeAsync(SampleImages.Many(50));
        Assert.Equal(50, engine.Indexes.CurrentOf(CollectionEngine.Model)!.Count);
        Assert.Null(engine.Indexes.FailureOf(CollectionEngine.Model));
    }

    [Fact]
    public async Task A_generation_of_another_space_is_rejected_until_the_next_publication()
    {
        await engine.PublishAsync(CollectionEngine.Model, "space-2", SampleImages.Many(30));
        await engine.RefreshAsync();
        Assert.Equal(IndexState.Failed, engine.Indexes.StateOf(CollectionEngine.Model));
        Assert.True(engine.Indexes.FailureOf(CollectionEngine.Model)!.Heals);
        Assert.Contains("'space-2'", engine.Indexes.FailureOf(CollectionEngine.Model)!.Reason, StringComparison.Ordinal);
        Assert.Null(await engine.Indexes.AcquireAsync(CollectionEngine.Model, default));

        await engine.ServeAsync(SampleImages.Many(30));
        Assert.Equal(IndexState.Ready, engine.Indexes.StateOf(CollectionEngine.Model));
    }

    [Fact]
    public async Task A_model_that_cannot_be_used_is_retried_with_the_next_publication()
    {
        engine.Spaces.Failure = "no weights";
        await engine.ServeAsync(SampleImages.Many(30));
        Assert.Equal(IndexState.Failed, engine.Indexes.StateOf(CollectionEngine.Model));
        Assert.Equal(new IndexFailure("no weights", Heals: false), engine.Indexes.FailureOf(CollectionEngine.Model));

        engine.Spaces.Failure = null;
        await engine.RefreshAsync();
        Assert.Equal(IndexState.Failed, engine.Indexes.StateOf(CollectionEngine.Model));
        await engine.ServeAsync(SampleImages.Many(30));
        Assert.Equal(IndexState.Ready, engine.Indexes.StateOf(CollectionEngine.Model));
    }

    [Fact]
    public async Task A_disposed_lease_cannot_be_used_and_others_are_untouched()
    {
        await engine.ServeAsync(SampleImages.Many(30));
        using var other = await engine.AcquireAsync();
        var lease = await engine.AcquireAsync();
        lease.Dispose();
        lease.Dispose();
        Assert.Throws<ObjectDisposedException>(() => lease.Info);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await lease.FindAsync("1", default));
        await engine.ServeAsync(SampleImages.Many(31));
        Assert.NotNull(await other.FindAsync("1", default));
    }
}
