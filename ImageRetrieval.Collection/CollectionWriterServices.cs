using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Collection.Embedded;
using ImageRetrieval.Collection.Embedded.Catalog;
using ImageRetrieval.Collection.Embedded.Duplicates;
using ImageRetrieval.Collection.Embedded.Images;
using ImageRetrieval.Collection.Embedded.Maps;
using ImageRetrieval.Collection.Embedded.Progress;
using ImageRetrieval.Collection.Embedded.Publishing;
using ImageRetrieval.Collection.Embedded.Vectors;
using ImageRetrieval.Collection.Embeddings;
using ImageRetrieval.Collection.Images;
using ImageRetrieval.Collection.Maps;
using ImageRetrieval.Collection.Progress;
using ImageRetrieval.Collection.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Collection;

/// <summary>The writer's side of the collection, for one process only.</summary>
public static class CollectionWriterServices
{
    /// <summary>
    /// Adds the doors that write: <see cref="ICatalog"/>, <see cref="ICatalogReport"/>, <see cref="IWorkSource"/>,
    /// <see cref="IImageStore"/>, <see cref="IEmbeddings"/>, <see cref="IFingerprints"/>, <see cref="IPublishing"/>,
    /// <see cref="IDuplicateFinding"/>, <see cref="IMapMaking"/>, <see cref="IProgressWriter"/> and <see cref="ICollectionHold"/>. The caller adds
    /// <see cref="DataOptions"/>, <see cref="TimeProvider"/> and <see cref="IPictureComparers"/>. The collection is opened when
    /// the first of them is requested: a <see cref="CollectionException"/> then gives the reason why it cannot be opened.
    /// </summary>
    public static IServiceCollection AddCollectionWriter(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<DataOptions>, DataFolderIsFree>();
        services.AddSingleton<DataFolder>();
        services.TryAddSingleton(provider => new DataLayout(provider.GetRequiredService<IOptions<DataOptions>>().Value.FullPath));
        // The held folder is requested first: nothing is written in a folder that another process holds.
        services.AddSingleton(provider => new ImageCatalog(provider.GetRequiredService<DataFolder>().Layout.Catalog, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<EmbeddingSpaces>();
        services.AddSingleton<KnownFingerprints>();
        services.AddSingleton<ImageFiles>();

        services.AddSingleton<ICollectionHold, CollectionHold>();
        services.AddSingleton<ICatalog, CatalogLedger>();
        services.AddSingleton<ICatalogReport, CatalogReport>();
        services.AddSingleton<IWorkSource, CatalogWork>();
        services.AddSingleton<IImageStore>(provider => provider.GetRequiredService<ImageFiles>());
        services.AddSingleton<IEmbeddings>(provider => provider.GetRequiredService<EmbeddingSpaces>());
        services.AddSingleton<IFingerprints>(provider => provider.GetRequiredService<KnownFingerprints>());
        services.AddSingleton<IPublishing, SnapshotPublishing>();
        services.AddSingleton<IDuplicateFinding, DuplicateFinder>();
        services.AddSingleton<IMapMaking, MapMaker>();
        services.AddSingleton<IProgressWriter, ProgressFile>();
        return services;
    }

    /// <summary>The published duplicates, for a command that runs without services, also while a writer is running.</summary>
    public static IDuplicateExport OpenDuplicates(DataOptions data) => new DuplicateExport(new DataLayout(data.FullPath));
}
