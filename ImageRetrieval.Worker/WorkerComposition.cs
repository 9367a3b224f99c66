using ImageRetrieval.Collection;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.ServiceDefaults;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Duplicates;
using ImageRetrieval.Worker.Ingest;
using ImageRetrieval.Worker.Ingest.Pass;
using ImageRetrieval.Worker.Maps;
using ImageRetrieval.Worker.Publish;
using ImageRetrieval.Worker.Status;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker;

/// <summary>The Worker's services.</summary>
internal static class WorkerComposition
{
    /// <summary>Adds the options of the command line to the configuration.</summary>
    internal static WorkerCommand AddWorkerOptions(this WebApplicationBuilder builder, string[] args) => new(args, builder.Configuration);

    internal static void AddWorker(this WebApplicationBuilder builder)
    {
        builder.AddServiceDefaults();
        var services = builder.Services;
        services.AddValidatedOptions<IngestOptions>(IngestOptions.Section);
        services.AddSingleton<IValidateOptions<IngestOptions>, SourceFolders>();
        services.AddValidatedOptions<DownloadOptions>(DownloadOptions.Section);
        services.AddValidatedOptions<PublishOptions>(PublishOptions.Section);
        services.AddValidatedOptions<MapOptions>(MapOptions.Section);
        services.AddValidatedOptions<StatusOptions>(StatusOptions.Section);
        services.AddValidatedOptions<DataOptions>(DataOptions.Section);
        services.AddValidatedOptions<VisionOptions>(VisionOptions.Section);
        // Several images concurrently, each on one core: measured to be as fast as one image on all cores, with no waiting.
        services.PostConfigure<VisionOptions>(vision => vision.ThreadsPerImage = vision.ThreadsPerImage == 0 ? 1 : vision.ThreadsPerImage);

        // Before anything is written: the logger keeps the console that it finds.
        if (ProgressLine.OfConsole() is { } terminal)
            services.AddSingleton(terminal);
        services.AddSingleton(TimeProvider.System);
        services.AddCollectionWriter();
        services.AddSingleton<IPictureComparers, FingerprintComparers>();
        services.AddSingleton(WatchFolder);
        services.AddSingleton<StopSignal>();
        services.AddSingleton(provider => new ImageDecoder(new DecodeLimits { MaxBytes = provider.GetRequiredService<IOptions<IngestOptions>>().Value.MaxImageBytes }));
        services.AddSingleton<ImageDownloader>();
        services.AddSingleton<RunCounters>();
        services.AddSingleton<ImagesInProgress>();
        services.AddSingleton<StatusBoard>();
        services.AddSingleton<PauseGate>();
        services.AddSingleton<WorkSignal>();
        services.AddSingleton<SourceWatcher>();
        services.AddPasses();
        services.AddDownloadClient("weights");
        // Services stop in reverse order: the reporter stays to report the end of the run.
        services.AddHostedService<StatusReporter>();
        services.AddHostedService(provider => provider.GetRequiredService<DataFolderWatch>());
        services.AddHostedService(provider => provider.GetRequiredService<BackgroundMaps>());
        services.AddHostedService<IngestService>();
    }

    // The stages of a pass, and their dependencies.
    private static void AddPasses(this IServiceCollection services)
    {
        services.AddSingleton(provider => new PublicUrls(provider.GetRequiredService<IOptions<IngestOptions>>().Value.NamedFolders, provider.GetRequiredService<IOptions<PublishOptions>>().Value.AbsolutePaths));
        services.AddSingleton<ModelPublisher>();
        services.AddSingleton<ModelDuplicates>();
        services.AddSingleton<EarlySnapshots>();
        services.AddSingleton<FailureFactory>();
        services.AddSingleton<FetcherFactory>();
        services.AddSingleton<EmbedFactory>();
        services.AddSingleton<PipelineFactory>();
        services.AddSingleton<PassPlan>();
        services.AddSingleton<ReadLists>();
        services.AddSingleton<IngestModels>();
        services.AddSingleton<CheckStored>();
        services.AddSingleton<Fill>();
        services.AddSingleton<PublishSnapshots>();
        services.AddSingleton<FindDuplicates>();
        services.AddSingleton<ModelMaps>();
        services.AddSingleton<BackgroundMaps>();
        services.AddSingleton<MakeMaps>();
        services.AddSingleton<IngestRun>();
        services.AddSingleton<RunSummary>();
        services.AddSingleton<GuardedRun>();
    }

    // The first service that requires the collection, which is opened then: if it cannot be, the program reports it in one sentence.
    private static DataFolderWatch WatchFolder(IServiceProvider provider)
    {
        try
        {
            return ActivatorUtilities.CreateInstance<DataFolderWatch>(provider);
        }
        catch (CollectionException error)
        {
            throw new ServiceStartException(error.Message, error);
        }
    }
}
