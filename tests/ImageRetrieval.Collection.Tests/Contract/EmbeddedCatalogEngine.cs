using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Collection.Embedded;
using ImageRetrieval.Collection.Embedded.Maps;
using ImageRetrieval.Collection.Maps;
using ImageRetrieval.Fixtures;
using ImageRetrieval.VectorIndex;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Collection.Tests.Contract;

/// <summary>The embedded engine: a data folder. A crash leaves its files as they are, and another process opens a copy of them.</summary>
public sealed class EmbeddedCatalogEngine : CatalogEngine
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<ServiceProvider> _opened = [];

    public override IDuplicateExport Export => CollectionWriterServices.OpenDuplicates(new DataOptions { Folder = Layout.Folder });

    protected override IServiceProvider Doors => _opened[^1];

    private DataLayout Layout => _opened[^1].GetRequiredService<DataLayout>();

    public override Task OpenAsync()
    {
        Open();
        return Task.CompletedTask;
    }

    public override Task CrashAndReopenAsync()
    {
        var (before, after) = (Layout.Folder, FolderOf(_opened.Count));
        foreach (var file in Directory.GetFiles(before, "*", SearchOption.AllDirectories).Where(file => file != Layout.Lock && Path.GetFileName(file) != ".lock"))
        {
            var copy = Path.Combine(after, Path.GetRelativePath(before, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var target = File.Create(copy);
            source.CopyTo(target);
        }
        Open();
        return Task.CompletedTask;
    }

    public override Task LoseBytesAsync(StoredImage image)
    {
        File.Delete(Layout.ImageOf(image.Sha256, image.Extension));
        return Task.CompletedTask;
    }

    public override Task<IReadOnlyList<string>> VersionsAsync(string model) => Task.FromResult(SnapshotFolder.Versions(Layout.SnapshotsOf(model)));

    public override Task<string> PublishedContentAsync(string model)
    {
        if (!SnapshotFolder.TryFindLatest(Layout.SnapshotsOf(model), out var path))
            return Task.FromResult("");
        using var snapshot = Snapshot.Open(path);
        return Task.FromResult(string.Join('\n', snapshot.GetItems(0, int.MaxValue).Select(item => $"{item.ImageId} {string.Join(' ', item.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))}").Order(StringComparer.Ordinal)));
    }

    public override Task<PublishedMap?> PublishedMapAsync(string model) => Task.FromResult(MapFile.Read(Layout.MapOf(model)));

    public override async Task DamageMapAsync(string model)
    {
        var bytes = await File.ReadAllBytesAsync(Layout.MapOf(model));
        bytes[bytes.Length / 2] ^= 0x40;
        await File.WriteAllBytesAsync(Layout.MapOf(model), bytes);
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var provider in _opened)
            await provider.DisposeAsync();
        _folder.Dispose();
    }

    private void Open()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IPictureComparers, TestPictures>();
        services.AddSingleton(Options.Create(new DataOptions { Folder = FolderOf(_opened.Count) }));
        services.AddCollectionWriter();
        _opened.Add(services.BuildServiceProvider());
        _ = Catalog;
    }

    private string FolderOf(int life) => _folder.File($"data-{life}");
}
