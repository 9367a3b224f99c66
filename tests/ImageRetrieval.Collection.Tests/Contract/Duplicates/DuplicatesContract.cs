using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Collection.Tests.Duplicates;

namespace ImageRetrieval.Collection.Tests.Contract.Duplicates;

/// <summary>Published duplicates.</summary>
public abstract class DuplicatesContract(CollectionEngine engine) : IAsyncLifetime
{
    private const string Model = CollectionEngine.Model;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task Without_a_publication_there_are_none()
    {
        Assert.Equal(default, await engine.Duplicates.NewestAsync(Model, default));
        Assert.Null(await engine.Duplicates.FindAsync(Model, "00000007-1", default));
        Assert.Null(await engine.Duplicates.OpenFingerprintsAsync("fingerprint-v1", 100, default));
    }

    [Fact]
    public async Task Contents_ids_hashes_and_copies_are_those_that_were_published()
    {
        await PublishAsync("00000007", [100, 200, 300], SampleDuplicates.Edited(0, 1, 0.95f), SampleDuplicates.Same(1, 2));
        var (published, fault) = await engine.Duplicates.NewestAsync(Model, default);
        Assert.Null(fault);
        Assert.Equal((3, "00000007", 1), (published!.Contents, published.Head.SnapshotVersion, published.Head.WithoutFingerprint));
        var number = await published.FindAsync(SampleDuplicates.Key(1), default);
        var content = await published.ContentAsync(number!.Value, default);
        Assert.Equal((SampleDuplicates.Key(1), 200, 2ul), (content.Key, content.Width, content.Hash));
        Assert.Equal(["id1"], await published.ImageIdsAsync(content, default));
        Assert.Null(await published.FindAsync(SampleDuplicates.Key(9), default));

        Assert.Equal(2, (await published.CopiesOfAsync(number.Value, DuplicateLevel.Edited, default)).Count);
        Assert.Equal([(int)(await published.FindAsync(SampleDuplicates.Key(2), default))!], await published.CopiesOfAsync(number.Value, DuplicateLevel.Picture, default));
        // The hashes are 1, 2 and 3.
        Assert.Equal(3, (await published.FindNearHashesAsync(3, 1, 10, default)).Count);
        Assert.Equal([(int)(await published.FindAsync(SampleDuplicates.Key(2), default))!], await published.FindNearHashesAsync(3, 0, 10, default));
        Assert.Empty(await published.FindNearHashesAsync(0, 6, 10, default));
        Assert.Equal(default, await engine.Duplicates.NewestAsync(CollectionEngine.OtherModel, default));
    }

    [Fact]
    public async Task Groups_are_made_once_for_each_level_and_threshold()
    {
        await PublishAsync("00000007", [100, 200, 300], SampleDuplicates.Edited(0, 1, 0.95f), SampleDuplicates.Same(1, 2));
        var published = (await engine.Duplicates.NewestAsync(Model, default)).Published!;
        Assert.False(published.HasGroups(DuplicateLevel.Picture, 0.9f));
        var groups = await published.GroupsAsync(DuplicateLevel.Picture, 0.9f, default);
        Assert.Equal((true, false), (published.HasGroups(DuplicateLevel.Picture, 0.9f), published.HasGroups(DuplicateLevel.Edited, 0.9f)));
        var group = Assert.Single(groups);
        Assert.Equal((2, KeepReason.MostPixels), (group.Images, group.Reason));
        Assert.Equal(300, (await published.ContentAsync(group.Members[0].Content, default)).Width);
    }

    [Fact]
    public async Task An_earlier_publication_stays_readable_after_a_newer_one()
    {
        await PublishAsync("00000007", [100, 200, 300], SampleDuplicates.Same(1, 2));
        var first = (await engine.Duplicates.NewestAsync(Model, default)).Published!;
        await PublishAsync("00000008", [100, 200, 300, 400]);
        var second = (await engine.Duplicates.NewestAsync(Model, default)).Published!;
        Assert.NotEqual(first.Version, second.Version);
        Assert.Equal((3, 4), (first.Contents, second.Contents));
        Assert.Equal(3, (await engine.Duplicates.FindAsync(Model, first.Version, default))!.Contents);
        Assert.Single(await first.GroupsAsync(DuplicateLevel.Edited, 0.9f, default));
        Assert.Empty(await second.GroupsAsync(DuplicateLevel.Edited, 0.9f, default));
    }

    private Task PublishAsync(string snapshot, int[] sides, params DuplicatePair[] pairs) => engine.PublishDuplicatesAsync(
        SampleDuplicates.Head with { Model = Model, SnapshotVersion = snapshot }, SampleDuplicates.Contents(sides), number => [$"id{number}"], pairs);
}

public sealed class EmbeddedDuplicatesTests() : DuplicatesContract(new EmbeddedEngine());
