using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Collection.Images;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.Collection.Maps;
using ImageRetrieval.Collection.Progress;
using ImageRetrieval.Collection.Search;
using Microsoft.Extensions.DependencyInjection;

namespace ImageRetrieval.Collection.Tests.Contract;

/// <summary>An empty collection of one engine with its reading doors open, and ways to put something behind them.</summary>
public abstract class CollectionEngine : IAsyncDisposable
{
    /// <summary>The model that most tests search.</summary>
    public const string Model = "one";

    /// <summary>A second model.</summary>
    public const string OtherModel = "two";

    private readonly Lazy<ServiceProvider> _services;

    protected CollectionEngine() => _services = new(() =>
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IEmbeddingSpaces>(Spaces);
        services.AddSingleton<IIndexEvents>(Events);
        services.Configure<SearchedModelsOptions>(options => options.Models = [Model, OtherModel]);
        AddTo(services);
        return services.BuildServiceProvider();
    });

    /// <summary>The spaces of the models that queries are embedded with.</summary>
    public FixedSpaces Spaces { get; } = new();

    /// <summary>What happened to the indexes.</summary>
    public CountedEvents Events { get; } = new();

    public ICollectionIndexes Indexes => Services.GetRequiredService<ICollectionIndexes>();

    public IImageBytes Images => Services.GetRequiredService<IImageBytes>();

    public IDuplicatesReader Duplicates => Services.GetRequiredService<IDuplicatesReader>();

    public IMapReader Maps => Services.GetRequiredService<IMapReader>();

    public IProgressReader Progress => Services.GetRequiredService<IProgressReader>();

    protected IServiceProvider Services => _services.Value;

    /// <summary>Publishes a generation of a model; it becomes current with the next <see cref="RefreshAsync"/>.</summary>
    /// <returns>Its version.</returns>
    public abstract Task<string> PublishAsync(string model, string space, IEnumerable<(ImageItem Item, float[] Embedding)> images);

    /// <summary>Withdraws the newest generation of a model.</summary>
    public abstract Task WithdrawNewestAsync(string model);

    /// <summary>Goes back to a generation of a model, or on to the newest one.</summary>
    public abstract Task PinAsync(string model, string? version);

    /// <summary>Damages the newest generation of a model; false when the engine itself keeps that from happening.</summary>
    public abstract Task<bool> TryDamageNewestAsync(string model);

    /// <summary>Stores the bytes of an image.</summary>
    public abstract Task StoreAsync(ImageItem item, byte[] bytes);

    /// <summary>Publishes duplicates.</summary>
    public abstract Task PublishDuplicatesAsync(DuplicatesHead head, IReadOnlyList<KnownContent> contents, Func<int, IEnumerable<string>> idsOf, IReadOnlyList<DuplicatePair> pairs);

    /// <summary>Publishes a map.</summary>
    public abstract Task PublishMapAsync(MapHead head, string[] ids, float[] x, float[] y, sbyte[] clusters);

    /// <summary>Damages the map of a model; false when the engine itself keeps that from happening.</summary>
    public abstract Task<bool> TryDamageMapAsync(string model);

    /// <summary>Reports progress as the Worker does.</summary>
    public abstract Task ReportAsync(string json);

    /// <summary>Notices what was published, as the running service does by itself.</summary>
    public abstract Task RefreshAsync();

    /// <summary>Publishes and notices.</summary>
    public async Task<string> ServeAsync(IEnumerable<(ImageItem Item, float[] Embedding)> images)
    {
        var version = await PublishAsync(Model, FixedSpaces.Space, images);
        await RefreshAsync();
        return version;
    }

    public async Task<IIndexLease> AcquireAsync() => await Indexes.AcquireAsync(Model, default) ?? throw new InvalidOperationException("Nothing is current.");

    public virtual async ValueTask DisposeAsync()
    {
        if (_services.IsValueCreated)
            await _services.Value.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Adds the engine's doors.</summary>
    protected abstract void AddTo(IServiceCollection services);
}
