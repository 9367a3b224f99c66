using ImageRetrieval.ServiceDefaults;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Worker.Catalog;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Duplicates;
using ImageRetrieval.Worker.Ingest;
using ImageRetrieval.Worker.Publish;
using ImageRetrieval.Worker.Status;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker;

/// <summary>What the Worker is made of.</summary>
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
        services.AddValidatedOptions<StatusOptions>(StatusOptions.Section);
        services.AddValidatedOptions<DataOptions>(DataOptions.Section);
        services.AddValidatedOptions<VisionOptions>(VisionOptions.Section);
        // Several images at a time, each on one core: measured the same speed as one image on all cores, with no waiting.
        services.PostConfigure<VisionOptions>(vision => vision.ThreadsPerImage = vision.ThreadsPerImage == 0 ? 1 : vision.ThreadsPerImage);

        // Before anybody writes: the logger keeps the console that it finds.
        if (ProgressLine.OfConsole() is { } terminal)
            services.AddSingleton(terminal);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<DataFolder>();
        services.AddSingleton<DataFolderWatch>();
        services.AddSingleton<StopSignal>();
        services.AddSingleton(provider => new ImageCatalog(Path.Combine(provider.GetRequiredService<DataFolder>().Path, "catalog.db"), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ImageDecoder(new DecodeLimits { MaxBytes = provider.GetRequiredService<IOptions<IngestOptions>>().Value.MaxImageBytes }));
        services.AddSingleton<ImageDownloader>();
        services.AddSingleton<StatusBoard>();
        services.AddSingleton<PauseGate>();
        services.AddSingleton<WorkSignal>();
        services.AddSingleton<SourceWatcher>();
        services.AddSingleton<LoadedModels>();
        services.AddSingleton<KnownFingerprints>();
        services.AddSingleton<IngestRun>();
        services.AddDownloadClient("weights");
        // Services stop in reverse order: the reporter stays to write the run's last word.
        services.AddHostedService<StatusReporter>();
        services.AddHostedService(provider => provider.GetRequiredService<DataFolderWatch>());
        services.AddHostedService<IngestService>();
    }
}
