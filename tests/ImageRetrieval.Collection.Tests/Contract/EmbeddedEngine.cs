using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Collection.Embedded;
using ImageRetrieval.Collection.Embedded.Duplicates;
using ImageRetrieval.Collection.Embedded.Maps;
using ImageRetrieval.Collection.Embedded.Publishing;
using ImageRetrieval.Collection.Embedded.Search;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.Collection.Maps;
using ImageRetrieval.Fixtures;
using ImageRetrieval.VectorIndex;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ImageRetrieval.Collection.Tests.Contract;

/// <summary>The embedded engine over a folder of its own.</summary>
public sealed class EmbeddedEngine : CollectionEngine
{
    private readonly TemporaryFolder _folder = new();
    private readonly DataLayout _layout;

    public EmbeddedEngine() => _layout = new DataLayout(_folder.Path);

    public override Task<string> PublishAsync(string model, string space, IEnumerable<(ImageItem Item, float[] Embedding)> images)
    {
        SnapshotBuilder? builder = null;
        foreach (var (item, embedding) in images)
        {
            builder ??= new SnapshotBuilder(space, embedding.Length, new HnswOptions());
            builder.Add(new SnapshotItem(item.ImageId, item.Fields), embedding);
        }
        return Task.FromResult(builder!.Publish(_layout.SnapshotsOf(model), keepPrevious: 3).Version);
    }

    public override Task WithdrawNewestAsync(string model)
    {
        Directory.Delete(NewestOf(model), recursive: true);
        return Task.CompletedTask;
    }

    public override Task PinAsync(string model, string? version)
    {
        new SnapshotPin(_layout, model).Write(version);
        return Task.CompletedTask;
    }

    public override async Task<bool> TryDamageNewestAsync(string model)
    {
        var path = Path.Combine(NewestOf(model), "items");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.Length * 3 / 4] ^= 0x40;
        await File.WriteAllBytesAsync(path, bytes);
        return true;
    }

    public override async Task StoreAsync(ImageItem item, byte[] bytes)
    {
        var path = _layout.ImageOf(item.Sha256!, item.Extension);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, bytes);
    }

    public override Task PublishDuplicatesAsync(DuplicatesHead head, IReadOnlyList<KnownContent> contents, Func<int, IEnumerable<string>> idsOf, IReadOnlyList<DuplicatePair> pairs)
    {
        DuplicatesWriter.Write(_layout.DuplicatesOf(head.Model), head, contents, idsOf, pairs);
        return Task.CompletedTask;
    }

    public override Task PublishMapAsync(MapHead head, string[] ids, float[] x, float[] y, sbyte[] clusters)
    {
        MapFile.Write(_layout.MapOf(head.Model), head, ids, x, y, clusters);
        return Task.CompletedTask;
    }

    public override async Task<bool> TryDamageMapAsync(string model)
    {
        await File.WriteAllBytesAsync(_layout.MapOf(model), (await File.ReadAllBytesAsync(_layout.MapOf(model)))[..^7]);
        return true;
    }

    public override Task ReportAsync(string json) => File.WriteAllTextAsync(_layout.Status, json);

    public override Task RefreshAsync() => Services.GetServices<IHostedService>().OfType<SnapshotWatcher>().Single().CheckAllAsync(default);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override void AddTo(IServiceCollection services)
    {
        services.Configure<DataOptions>(options => options.Folder = _folder.Path);
        services.AddCollectionReader();
    }

    private string NewestOf(string model) => SnapshotFolder.TryFindLatest(_layout.SnapshotsOf(model), out var path) ? path : throw new InvalidOperationException("Nothing is published.");
}
