using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Embedded.Catalog;
using ImageRetrieval.Fixtures;
using ImageRetrieval.VectorIndex;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Ingest;
using ImageRetrieval.Worker.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.Worker.Tests;

/// <summary>The Worker in the process of a test, over one folder: a pass by itself, or the whole service.</summary>
internal sealed class TestWorker : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal string PathOf(string name) => _folder.File(name);

    internal string Data => _folder.File("data");

    public void Dispose() => _folder.Dispose();

    internal void WriteList(IEnumerable<string> rows) => File.WriteAllLines(PathOf("list.csv"), rows.Prepend("url,id"));

    /// <summary>One pass, as with <c>--once</c>.</summary>
    internal Task<IngestStatus> RunAsync(params string[] args) => RunAsync(null, null, args);

    /// <summary>As above, with another downloader, and with a log that is kept.</summary>
    internal async Task<IngestStatus> RunAsync(ImageDownloader? downloader, CapturedLog? log, params string[] args)
    {
        await using var app = Build(["--Ingest:DownloadAttempts=1", .. args], downloader, log);
        var status = app.Services.GetRequiredService<StatusBoard>();
        await app.Services.GetRequiredService<IngestRun>().RunAsync(default);
        var report = app.Services.GetRequiredService<ICatalogReport>();
        await status.ShowReasonsAsync(report, default);
        return status.Read(await report.FailuresAsync(10_000, default));
    }

    /// <summary>The program, listening on a port of its own.</summary>
    internal async Task<WebApplication> StartAsync(params string[] args)
    {
        var app = Build(args);
        app.MapStatus();
        await app.StartAsync();
        return app;
    }

    internal WebApplication Build(params string[] args) => Build(args, null, null);

    private WebApplication Build(string[] args, ImageDownloader? downloader, CapturedLog? log)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var sources = args.Any(arg => arg is "--source" or "--csv") ? Array.Empty<string>() : ["--csv", PathOf("list.csv")];
        builder.AddWorkerOptions([.. sources, "--data", Data, "--models", "builtin", .. args]);
        builder.AddWorker();
        if (downloader is not null)
            builder.Services.AddSingleton(_ => downloader);
        if (log is not null)
            builder.Logging.AddProvider(log);
        return builder.Build();
    }

    internal Snapshot OpenSnapshot()
    {
        Assert.True(SnapshotFolder.TryFindLatest(Path.Combine(Data, "snapshots", "builtin"), out var path));
        return Snapshot.Open(path);
    }

    /// <summary>The ids in the newest snapshot, in ordinal order.</summary>
    internal IReadOnlyList<string> Indexed()
    {
        using var snapshot = OpenSnapshot();
        return [.. snapshot.GetItems(0, int.MaxValue).Select(item => item.ImageId).Order(StringComparer.Ordinal)];
    }

    internal ImageCatalog OpenCatalog() => new(Path.Combine(Data, "catalog.db"), TimeProvider.System);

    /// <summary>Waits within a bound for what the service does by itself.</summary>
    internal static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!holds())
            await Task.Delay(20, limit.Token);
    }
}
