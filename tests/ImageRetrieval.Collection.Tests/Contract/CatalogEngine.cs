using System.Security.Cryptography;
using System.Text;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Collection.Embeddings;
using ImageRetrieval.Collection.Images;
using ImageRetrieval.Collection.Maps;
using ImageRetrieval.Collection.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ImageRetrieval.Collection.Tests.Contract;

/// <summary>An engine of the collection on a store of its own, opened for writing. Tests see it through its doors alone.</summary>
public abstract class CatalogEngine : IAsyncDisposable
{
    /// <summary>The model of all tests: three components, and an embedding that depends on the bytes.</summary>
    public static ModelSpace Model { get; } = new("tiny", "tiny-space-3", 3);

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public ICatalog Catalog => Get<ICatalog>();

    public ICatalogReport Report => Get<ICatalogReport>();

    public IWorkSource Work => Get<IWorkSource>();

    public IImageStore Images => Get<IImageStore>();

    public IEmbeddings Embeddings => Get<IEmbeddings>();

    public IFingerprints Fingerprints => Get<IFingerprints>();

    public IPublishing Publishing => Get<IPublishing>();

    public IDuplicateFinding Duplicates => Get<IDuplicateFinding>();

    public IMapMaking Maps => Get<IMapMaking>();

    /// <summary>The published duplicates, as a command reads them.</summary>
    public abstract IDuplicateExport Export { get; }

    /// <summary>The doors that are open at present.</summary>
    protected abstract IServiceProvider Doors { get; }

    /// <summary>Opens a fresh store.</summary>
    public abstract Task OpenAsync();

    /// <summary>The process is killed at this moment, and another one opens what it left.</summary>
    public abstract Task CrashAndReopenAsync();

    /// <summary>The stored bytes disappear.</summary>
    public abstract Task LoseBytesAsync(StoredImage image);

    /// <summary>The versions that can be searched, oldest first.</summary>
    public abstract Task<IReadOnlyList<string>> VersionsAsync(string model);

    /// <summary>A text that is equal for equal published content of the newest version; empty when there is none.</summary>
    public abstract Task<string> PublishedContentAsync(string model);

    /// <summary>The map that is published of a model; null for none.</summary>
    public abstract Task<PublishedMap?> PublishedMapAsync(string model);

    /// <summary>Damages the map of a model.</summary>
    public abstract Task DamageMapAsync(string model);

    public abstract ValueTask DisposeAsync();

    /// <summary>Takes lists, as the beginning of a pass.</summary>
    public async Task<IReadOnlyList<UrlListException>> TakeAsync(params RowList[] lists)
    {
        var problems = await Catalog.ApplyListsAsync("lists", [.. lists.Select(list => ListFound.Of(list))], default);
        await Catalog.BeginPassAsync(TimeSpan.FromHours(6), default);
        return problems;
    }

    /// <summary>Stores outcomes.</summary>
    public async Task DeliverAsync(params Outcome[] outcomes)
    {
        var queue = Work.BeginOutcomes();
        foreach (var outcome in outcomes)
            await queue.AddAsync(outcome);
        await queue.CompleteAsync();
    }

    /// <summary>Keeps bytes and gives the outcome that names them.</summary>
    public async Task<Outcome.Downloaded> KeepAsync(string id, string content, Validators validators = default) =>
        new(id, await Images.KeepAsync(Encoding.UTF8.GetBytes(content), ".png", 8, 6, default), validators);

    /// <summary>Downloads and embeds images whose contents are their ids.</summary>
    public async Task<IReadOnlyList<StoredImage>> FinishAsync(params string[] ids) => await FinishAsync([.. ids.Select(id => (id, id))]);

    /// <inheritdoc cref="FinishAsync(string[])"/>
    public async Task<IReadOnlyList<StoredImage>> FinishAsync(params (string Id, string Content)[] images)
    {
        var files = new List<StoredImage>();
        foreach (var (id, content) in images)
        {
            var downloaded = await KeepAsync(id, content);
            await EmbedAsync(downloaded.Image.File);
            await DeliverAsync(downloaded, new Outcome.Embedded(id, downloaded.Image.File.Sha256, [Model.Model]));
            files.Add(downloaded.Image.File);
        }
        return files;
    }

    /// <summary>Stores embedding and fingerprint of some bytes.</summary>
    public async Task EmbedAsync(StoredImage file)
    {
        var key = ContentKey.Parse(file.Sha256);
        var space = await Embeddings.OpenAsync(Model.Space, Model.Dimension, default);
        await space.AppendAsync(file.Sha256, EmbeddingOf(file.Sha256), default);
        await Fingerprints.AppendAsync(key, TestPictures.Of((byte)file.Sha256[0]), default);
    }

    public static float[] EmbeddingOf(string sha256)
    {
        var digest = SHA256.HashData(Encoding.ASCII.GetBytes(sha256));
        return [1 + digest[0], 1 + digest[1], 1 + digest[2]];
    }

    /// <summary>All that the doors say, to compare two moments.</summary>
    public async Task<string> DescribeAsync()
    {
        var lines = new List<string> { $"{await Report.CountsAsync(default)} damaged {await Report.DamagedCountAsync(default)} next {await Work.NextDueAsync(default):O}" };
        lines.AddRange((await Report.FailuresAsync(1000, default)).Select(failure => $"{failure}"));
        foreach (var host in await Work.HostsAsync(DateTimeOffset.MaxValue, default))
        {
            lines.Add($"{host}");
            lines.AddRange((await Work.ImagesAsync(host.Host, "", DateTimeOffset.MaxValue, 1000, default)).Select(Describe));
        }
        lines.AddRange((await Work.StoredImagesAsync("", 1000, default)).Select(image => "stored " + Describe(image)));
        return string.Join('\n', lines);
    }

    private static string Describe(CatalogImage image) => $"{image.Source.ImageId} {image.State} {image.File} {image.Attempts} {image.Validators}";

    private T Get<T>() where T : notnull => Doors.GetRequiredService<T>();
}
