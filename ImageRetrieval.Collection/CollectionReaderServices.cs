using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Collection.Embedded;
using ImageRetrieval.Collection.Embedded.Duplicates;
using ImageRetrieval.Collection.Embedded.Images;
using ImageRetrieval.Collection.Embedded.Maps;
using ImageRetrieval.Collection.Embedded.Progress;
using ImageRetrieval.Collection.Embedded.Search;
using ImageRetrieval.Collection.Images;
using ImageRetrieval.Collection.Maps;
using ImageRetrieval.Collection.Progress;
using ImageRetrieval.Collection.Search;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Collection;

/// <summary>What a program registers that searches the collection.</summary>
public static class CollectionReaderServices
{
    /// <summary>
    /// Adds the reading doors: <see cref="ICollectionIndexes"/>, <see cref="IImageBytes"/>, <see cref="IDuplicatesReader"/>,
    /// <see cref="IMapReader"/> and <see cref="IProgressReader"/>. The program adds <see cref="DataOptions"/>, <see cref="SearchedModelsOptions"/>, an
    /// <see cref="IEmbeddingSpaces"/>, an <see cref="IIndexEvents"/> and a <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddCollectionReader(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new DataLayout(provider.GetRequiredService<IOptions<DataOptions>>().Value.FullPath));
        services.AddSingleton<OlderSnapshots>();
        services.AddSingleton<LiveIndex>();
        services.AddSingleton<ICollectionIndexes>(provider => provider.GetRequiredService<LiveIndex>());
        services.AddHostedService<SnapshotWatcher>();
        services.AddSingleton<IImageBytes, ImageFolder>();
        services.AddSingleton<IDuplicatesReader, PublishedDuplicatesFiles>();
        services.AddSingleton<IMapReader, PublishedMapFiles>();
        services.AddSingleton<IProgressReader, StatusFileReader>();
        return services;
    }
}
